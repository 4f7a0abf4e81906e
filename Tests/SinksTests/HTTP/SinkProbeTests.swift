import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

@Suite struct SinkProbeTests {
    /// Remembers where it was sent to.
    private final class Prober: ConnectionProber {
        private let asked = Mutex<[HTTPOptions]>([])

        /// How often, with what.
        var options: [HTTPOptions] { asked.withLock(\.self) }

        func connect(to url: String, options: HTTPOptions) async throws(HTTPTransportError) -> ConnectionReport {
            asked.withLock { $0.append(options) }
            return ConnectionReport(address: "192.0.2.1")
        }
    }

    private let prober = Prober()
    private let client = ScriptedHTTPClient(status: 200)

    private func slack(_ url: Secret) throws -> HTTPSink<SlackWebhook> {
        try HTTPSink(
            .init(connection: HTTPConnection(name: "s", url: url)), client: client, file: { _, _ in throw Missing() },
            now: { Timestamp(seconds: 0) })
    }

    private func dingtalk(_ url: String, secret: Secret? = nil) throws -> HTTPSink<DingTalkRobot> {
        try HTTPSink(
            .init(connection: HTTPConnection(name: "d", url: .literal(url)), secret: secret), client: client,
            file: { _, _ in throw Missing() }, now: { Timestamp(seconds: 0) })
    }

    private struct Missing: Error {}

    @Test(arguments: SinkUnderTest.all) func nothingIsSentAndNoSecretShows(_ sink: SinkUnderTest) async throws {
        let made = try #require(try sink.make(client, Timestamp(seconds: 0)) as? any ProbedSink)
        let probe = await made.probe(by: prober, within: .seconds(2))
        #expect(client.requests.isEmpty)
        #expect(prober.options.map(\.connectTimeout) == [.seconds(2)])
        for secret in SinkUnderTest.secrets { #expect(!"\(probe)".contains(secret)) }
    }

    @Test(
        arguments: [
            ("https://hooks.slack.com/services/T0/B0/x", nil),
            ("https://hooks.slack-gov.com/services/T0/B0/x", nil),
            ("https://hooks.slack.com/services/T0/B0", true), ("https://hooks.slack.com/workflows/a/b/c", true),
            ("https://relay.example.com/services/T0/B0/x", false), ("https://chat.example.com/hooks/abc", false),
        ] as [(String, Bool?)])
    func slacksURLHasItsShape(url: String, isCertain: Bool?) async throws {
        let probe = try await slack(.literal(url)).probe(by: prober, within: .seconds(1))
        #expect(probe.objection?.isCertain == isCertain)
    }

    @Test(
        arguments: [
            ("https://oapi.dingtalk.com/robot/send?access_token=x", nil),
            ("https://oapi.dingtalk.com/robot/send?a=b&access_token=x", nil),
            ("https://oapi.dingtalk.com/robot/send?access_token=", true),
            ("https://oapi.dingtalk.com/robot/send", true), ("https://oapi.dingtalk.com/robot?access_token=x", true),
            ("https://relay.example.com/ding?access_token=x", false), ("https://relay.example.com/ding", true),
        ] as [(String, Bool?)])
    func dingtalksURLHasItsToken(url: String, isCertain: Bool?) async throws {
        let probe = try await dingtalk(url).probe(by: prober, within: .seconds(1))
        #expect(probe.objection?.isCertain == isCertain)
    }

    @Test func aDingtalkSecretThatIsNoneIsDoubted() async throws {
        let url = "https://oapi.dingtalk.com/robot/send?access_token=x"
        let good = try await dingtalk(url, secret: .literal("SECabc")).probe(by: prober, within: .seconds(1))
        let odd = try await dingtalk(url, secret: .literal("password")).probe(by: prober, within: .seconds(1))
        #expect(good.objection == nil)
        #expect(odd.objection?.isCertain == false)
    }

    @Test func aKeyThatCannotBeReadDoesNotKeepFromConnecting() async throws {
        let sink = try dingtalk(
            "https://oapi.dingtalk.com/robot/send?access_token=x", secret: .file("/run/secrets/none"))
        let probe = await sink.probe(by: prober, within: .seconds(1))
        guard case .unreadable(path: "/run/secrets/none", _) = probe.secrets else {
            _ = Issue.record("\(probe.secrets as Any)")
            return
        }
        #expect(probe.endpoint == "https://oapi.dingtalk.com/***")
        #expect(prober.options.count == 1)
    }

    @Test func aURLThatCannotBeReadCannotBeTried() async throws {
        let probe = try await slack(.file("/run/secrets/none")).probe(by: prober, within: .seconds(1))
        #expect(probe.endpoint == nil && probe.connection == nil && probe.secrets != nil)
        #expect(prober.options.isEmpty)
    }
}
