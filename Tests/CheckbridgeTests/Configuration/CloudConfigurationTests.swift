import BridgeCore
import Sinks
import Testing

@testable import checkbridge

/// The keys of Alibaba Cloud's own back ends.
@Suite struct CloudConfigurationTests {
    private func settings<Settings: SinkSettings>(_: Settings.Type, _ text: String) throws -> Settings {
        let sink = try Sample(sink: "{name: log, type: \(Settings.word), \(text)}").parse().sinks.first
        return try #require(sink?.settings as? Settings)
    }

    private static let key = "bus: b, access_key_id: LTAI, access_key_secret_file: /s"

    @Test func aBusIsFoundByAccountAndRegion() throws {
        let bus = try settings(
            EventBridgeSettings.self,
            "account_id: 1234567890123456, region: cn-hangzhou, \(Self.key), security_token: t")
        #expect(bus.url == .literal("https://1234567890123456.eventbridge.cn-hangzhou.aliyuncs.com"))
        #expect(bus.bus == "b" && bus.keyID == .literal("LTAI") && bus.keySecret == .file("/s"))
        #expect(bus.token == .literal("t"))
        #expect(try settings(EventBridgeSettings.self, "url_file: /u, \(Self.key)").url == .file("/u"))
    }

    @Test(arguments: [
        ("vpc: true, project: acme, region: cn-hangzhou", "https://acme.cn-hangzhou-intranet.log.aliyuncs.com"),
        ("project: acme, region: cn-hangzhou", "https://acme.cn-hangzhou.log.aliyuncs.com"),
        ("url: 'https://relay.example'", "https://relay.example"),
    ])
    func aLogstoreIsFoundByProjectAndRegion(keys: String, url: String) throws {
        let logs = try settings(SLSWebTrackingSettings.self, "\(keys), logstore: sec")
        #expect(logs.url == .literal(url) && logs.logstore == "sec" && logs.topic == "checkbridge")
    }

    @Test(arguments: [
        ("type: eventbridge, \(key)", "url: the key is missing (the endpoint"),
        ("type: eventbridge, region: cn-hangzhou, \(key)", "or account_id and region"),
        ("type: eventbridge, url: 'https://a', region: cn-hangzhou, \(key)", "cannot be combined with \"url\""),
        ("type: eventbridge, url: 'http://a.example', \(key)", "http:// would send it in the clear"),
        ("type: eventbridge, account_id: me, region: cn-hangzhou, \(key)", "is not an account's number"),
        (
            "type: eventbridge, url: 'https://a', bus: 'a b', access_key_id: x, access_key_secret: y",
            "the name of a bus"
        ),
        ("type: sls_webtracking, logstore: sec", "or project and region"),
        ("type: sls_webtracking, url: 'https://a', vpc: true, logstore: sec", "cannot be combined with \"url\""),
        ("type: sls_webtracking, url: 'https://a', logstore: '../x'", "is not the name of a Logstore"),
    ])
    func whatIsWrongIsSaid(sink: String, words: String) {
        let complaints = Sample(sink: "{name: log, \(sink)}").complaints()
        #expect(complaints.contains { $0.lowercased().contains(words.lowercased()) }, "\(complaints)")
    }
}
