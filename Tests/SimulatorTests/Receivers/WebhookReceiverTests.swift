import BridgeCore
import Crypto
import Foundation
import Simulator
import Testing

@Suite struct WebhookReceiverTests {
    private static let event = #"{"specversion":"1.0","id":"e1","source":"/a","type":"t","data":{"x":1}}"#
    private static let structured = "application/cloudevents+json; charset=utf-8"
    private static let batched = "application/cloudevents-batch+json"
    private static let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
    private let caller = Caller(
        .standard(at: .noon), settings: SimulatorSettings(webhooks: [SimulatedWebhook(name: "siem", secrets: [secret])])
    )

    private func signed(
        _ body: String = event, id: String = "e1", sent: Timestamp = .noon, keyed: [UInt8] = Array(0..<24)
    ) -> ReceivedRequest {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(sent.seconds).\(body)".utf8), using: SymmetricKey(data: keyed))
        let headers = [
            "webhook-id": id, "webhook-timestamp": "\(sent.seconds)",
            "webhook-signature": "v1a,xyz v1,\(Data(code).base64EncodedString())",
        ]
        return .post("/hook/siem", body, type: Self.structured, headers: headers)
    }

    @Test func aSignedEventIsTaken() {
        #expect(caller.ask(signed()).status == 204)
        #expect(caller.simulation.mailbox.messages.map(\.id) == ["e1"])
        #expect(caller.simulation.mailbox.messages.map(\.sink) == ["webhook/siem"])
    }

    /// A published pair of secret, id, time, body and signature.
    @Test func aKnownSignatureIsTaken() {
        // The body is no CloudEvent: 400 and not 401 says that the signature is right.
        let body =
            #"{"type":"check.transition","timestamp":"2026-01-01T00:00:00Z","data":{"check":"oss-public-read","#
            + #""from":"pass","to":"fail","resource":"acs:oss:cn-hangzhou:1234567890:bucket/演示-桶","#
            + #""note":"a<b>&\"c\" 😀"}}"#
        let headers = [
            "webhook-id": "msg_0bytes24_minified", "webhook-timestamp": "1767225600",
            "webhook-signature": "v1,7FQzE5bTyA+Jw1jayrNn1XvvEUFW1XSZ9+6Ylfzq38w=",
        ]
        let request = ReceivedRequest.post("/hook/siem", body, type: Self.structured, headers: headers)
        #expect(caller.ask(request, at: Timestamp(seconds: 1_767_225_600)).status == 400)
    }

    @Test func anEventIsNotTakenTwice() {
        for _ in 1...2 { #expect(caller.ask(signed()).status == 204) }
        #expect(caller.simulation.mailbox.tallies["webhook/siem"]?.accepted == 1)
        #expect(caller.simulation.mailbox.tallies["webhook/siem"]?.duplicates == 1)
    }

    @Test func anotherKeyIsRefused() {
        #expect(caller.ask(signed(keyed: Array(1..<25))).status == 401)
        #expect(caller.simulation.mailbox.messages.isEmpty)
    }

    @Test func aChangedBodyIsRefused() {
        var request = signed()
        request.body += [UInt8(ascii: " ")]
        #expect(caller.ask(request).status == 401)
    }

    @Test(arguments: [-301, 301]) func aTimestampMoreThanFiveMinutesOffIsRefused(_ seconds: Int) {
        #expect(caller.ask(signed(), at: .noon + .seconds(seconds)).status == 401)
    }

    @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
    func everyHeaderIsNeeded(_ name: String) {
        let answer = caller.ask(signed().with(name, nil))
        #expect(answer.status == 401)
        #expect(answer.text.contains(name))
    }

    private func plain(_ body: String, type: String = structured, headers: [String: String] = [:]) -> Int {
        caller.ask(.post("/hook/open", body, type: type, headers: headers)).status
    }

    @Test func aWebhookWithoutASecretTakesUnsignedEvents() {
        #expect(plain(Self.event) == 204)
    }

    @Test func aBatchIsTakenEventByEvent() {
        let second = Self.event.replacing("e1", with: "e2")
        #expect(plain("[\(Self.event),\(second)]", type: Self.batched) == 204)
        #expect(plain("[\(second)]", type: Self.batched) == 204)
        #expect(caller.simulation.mailbox.tallies["webhook/open"]?.accepted == 2)
        #expect(caller.simulation.mailbox.tallies["webhook/open"]?.duplicates == 1)
    }

    @Test func anEventInBinaryModeIsTaken() {
        let headers = [
            "ce-specversion": "1.0", "ce-id": "e1", "ce-source": "/a", "ce-type": "t", "ce-subject": "a%20b",
        ]
        #expect(plain(#"{"x":1}"#, type: "application/json", headers: headers) == 204)
        #expect(caller.simulation.mailbox.messages.map(\.title) == ["t a b"])
    }

    @Test(arguments: ["application/json", "text/plain", ""]) func otherTypesAreRefused(_ type: String) {
        #expect(plain(Self.event, type: type) == 415)
    }

    @Test(arguments: [
        "{", "[]", #"{"specversion":"1.0","id":"e","source":"/a"}"#, #"{"specversion":"1.0","source":"/a","type":"t"}"#,
        #"{"specversion":"1.0","id":"e","source":"","type":"t"}"#,
        #"{"specversion":"1.1","id":"e","source":"/a","type":"t"}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","time":"2026-01-01T00:00:00"}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","subject":""}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","checkId":"x"}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","check_id":"x"}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","check-id":"x"}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","extra":{"a":1}}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","extra":1.5}"#,
        #"{"specversion":"1.0","id":"e","source":"/a","type":"t","data":1,"data_base64":"AA=="}"#,
    ])
    func whatIsNoCloudEventIsRefused(_ body: String) {
        #expect(plain(body) == 400)
    }

    @Test(arguments: ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123Z", "2026-01-01T00:00:00+08:00"])
    func timesWithAZoneAreFine(_ time: String) {
        #expect(plain(#"{"specversion":"1.0","id":"e","source":"/a","type":"t","time":"\#(time)"}"#) == 204)
    }

    @Test func aResetBeforeTakingLosesTheMessage() {
        caller.simulation.inject(FaultRule("webhook/siem", .reset))
        #expect(caller.simulation.answer(signed(), at: .noon).ending == .brokenOff)
        #expect(caller.simulation.mailbox.messages.isEmpty)
    }

    @Test func aResetAfterTakingKeepsTheMessage() {
        caller.simulation.inject(FaultRule("webhook", .resetAfter))
        #expect(caller.simulation.answer(signed(), at: .noon).ending == .brokenOff)
        #expect(caller.simulation.mailbox.messages.count == 1)
    }

    @Test func aScriptedStatusSaysWhenToComeAgain() {
        caller.simulation.inject(FaultRule("webhook/siem", .status(503, wait: .seconds(7), body: "later")))
        let reply = caller.simulation.answer(signed(), at: .noon)
        #expect(reply.status == 503)
        #expect(reply.value(of: "Retry-After") == "7")
        #expect(caller.simulation.mailbox.messages.isEmpty)
    }
}
