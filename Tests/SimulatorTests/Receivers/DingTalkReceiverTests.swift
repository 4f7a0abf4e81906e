import BridgeCore
import Simulator
import Testing

@Suite struct DingTalkReceiverTests {
    private static let markdown =
        #"{"msgtype":"markdown","markdown":{"title":"alarm","text":"**alarm**"},"msgUuid":"m1"}"#
    private let caller = Caller(.standard(at: .noon))

    private func target(
        token: String = "simulated", secret: String = "SECsimulated0123456789abcdef", sent: Timestamp = .noon
    ) -> String {
        let sign = dingTalkSign(secret, sent.milliseconds)
        return "/robot/send?access_token=\(token)&timestamp=\(sent.milliseconds)&sign=\(sign)"
    }

    private func send(_ target: String, _ body: String = markdown, at now: Timestamp = .noon) throws -> JSONValue {
        let answer = caller.ask(.post(target, body), at: now)
        #expect(answer.status == 200)
        return try JSONValue(parsing: answer.text)
    }

    private static func unsigned(_ keywords: [String] = [], limit: DingTalkLimit? = nil) -> Caller {
        let robot = SimulatedRobot(accessToken: "open", keywords: keywords)
        return Caller(
            .standard(at: .noon), settings: SimulatorSettings(robots: [robot], dingTalkLimit: limit))
    }

    @Test func aSignedMessageIsTaken() throws {
        #expect(try send(target())["errcode"]?.integer == 0)
        #expect(caller.simulation.mailbox.messages.map(\.id) == ["m1"])
        #expect(caller.simulation.mailbox.messages.map(\.title) == ["alarm"])
    }

    /// A published pair of secret, time and signature.
    @Test func aKnownSignatureIsTaken() {
        let secret = "SEC0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
        let robot = SimulatedRobot(accessToken: "t", secret: secret)
        let caller = Caller(.standard(at: .noon), settings: SimulatorSettings(robots: [robot]))
        let target =
            "/robot/send?access_token=t&timestamp=1767225600123"
            + "&sign=v4a6uf6ewplNiw8XK0LBcCXChcVV7SA7ysXjJpaW6mw%3D"
        let answer = caller.ask(.post(target, Self.markdown), at: Timestamp(milliseconds: 1_767_225_600_123))
        #expect(answer.text == #"{"errcode":0,"errmsg":"ok"}"#)
    }

    @Test func aMessageIsNotTakenTwice() throws {
        for _ in 1...2 { #expect(try send(target())["errcode"]?.integer == 0) }
        #expect(caller.simulation.mailbox.tallies["dingtalk"]?.accepted == 1)
        #expect(caller.simulation.mailbox.tallies["dingtalk"]?.duplicates == 1)
    }

    @Test func aWrongSignatureIsRefused() throws {
        let answer = try send(target(secret: "SECanother"))
        #expect(answer["errcode"]?.integer == 310_000)
        #expect(answer["errmsg"]?.string == "sign not match")
    }

    @Test(arguments: [-3601, 3601]) func aTimestampMoreThanAnHourOffIsRefused(_ seconds: Int) throws {
        let answer = try send(target(), at: .noon + .seconds(seconds))
        #expect(answer["errmsg"]?.string == "invalid timestamp")
    }

    @Test func aMissingTimestampIsRefused() throws {
        let answer = try send("/robot/send?access_token=simulated")
        #expect(answer["errmsg"]?.string == "invalid timestamp")
    }

    @Test func anInventedTokenIsRefused() throws {
        #expect(try send(target(token: "invented"))["errcode"]?.integer == 300_005)
    }

    @Test func aMessageNeedsOneOfTheKeywords() {
        let caller = Self.unsigned(["checkbridge"])
        let target = "/robot/send?access_token=open"
        #expect(caller.ask(.post(target, Self.markdown)).text.contains("keywords not in content"))
        let body = #"{"msgtype":"text","text":{"content":"from checkbridge"}}"#
        #expect(caller.ask(.post(target, body)).text.contains(#""errcode":0"#))
    }

    @Test(arguments: [
        ("{", 40035), ("{}", 40035), (#"{"msgtype":"poem"}"#, 400_105),
        (#"{"msgtype":"markdown","markdown":{"title":"x"}}"#, 40035),
        (#"{"msgtype":"text","text":{"content":""}}"#, 40035),
    ])
    func aMalformedMessageIsRefused(_ body: String, _ code: Int64) throws {
        let caller = Self.unsigned()
        let answer = try JSONValue(parsing: caller.ask(.post("/robot/send?access_token=open", body)).text)
        #expect(answer["errcode"]?.integer == code)
    }

    @Test func aMessageOfMoreThan20000BytesIsRefused() {
        let caller = Self.unsigned()
        let text = String(repeating: "x", count: 20_000)
        let body = #"{"msgtype":"text","text":{"content":"\#(text)"}}"#
        let answer = caller.ask(.post("/robot/send?access_token=open", body))
        #expect(answer.text.contains("message too long, exceed 20000 bytes"))
    }

    @Test func anotherContentTypeIsRefused() {
        let caller = Self.unsigned()
        let request = ReceivedRequest.post("/robot/send?access_token=open", Self.markdown, type: "text/plain")
        #expect(caller.ask(request).text.contains("43004"))
    }

    @Test func theTwentyFirstMessageSilencesTheRobot() {
        let caller = Self.unsigned(limit: .documented)
        let body = #"{"msgtype":"text","text":{"content":"x"}}"#
        func code(at seconds: Int) -> Bool {
            caller.ask(.post("/robot/send?access_token=open", body), at: .noon + .seconds(seconds))
                .text.contains("130101")
        }
        for second in 0..<20 { #expect(!code(at: second)) }
        #expect(code(at: 59))
        #expect(code(at: 59 + 599))
        #expect(!code(at: 59 + 600))
    }
}
