import BridgeCore
import Foundation
import Testing

@testable import checkbridge

@Suite struct ConfigurationTests {
    @Test func whatIsLeftOutHasItsDefault() throws {
        let configuration = try Sample().parse()
        #expect(configuration.stateDirectory == "/var/lib/checkbridge")
        #expect(!configuration.allowsNetworkState)
        #expect(configuration.listen == .standard)
        #expect(configuration.log == LogConfiguration(level: .info, format: nil))
        #expect(configuration.baseline == .summary)
        #expect(configuration.shutdownTimeout == .seconds(20))
        #expect(configuration.onDamage == .refuse)
        #expect(configuration.route == Route(sinks: ["log"]))
        #expect(configuration.files == [])
    }

    @Test func topLevelIsRead() throws {
        let configuration = try Sample(
            top: """
                state_dir: ./state
                allow_network_state_dir: true
                listen: "[::1]:80"
                log: {level: debug, format: text}
                baseline: emit
                shutdown_timeout: 1m
                on_damage: quarantine
                """
        ).parse()
        #expect(configuration.stateDirectory == "./state")
        #expect(configuration.allowsNetworkState)
        #expect(configuration.listen?.address == ListenAddress(host: "::1", port: 80))
        #expect(configuration.log == LogConfiguration(level: .debug, format: .text))
        #expect(configuration.baseline == .emit)
        #expect(configuration.shutdownTimeout == .seconds(60))
        #expect(configuration.onDamage == .quarantine)
    }

    @Test(arguments: [
        ("off", nil), ("\"off\"", nil), ("127.0.0.1:9652", .standard),
        ("localhost:0", ListenAddress(host: "localhost", port: 0)),
    ]) func listenIsAnAddressOrOff(text: String, address: ListenAddress?) throws {
        #expect(try Sample(top: "listen: \(text)").parse().listen?.address == address)
    }

    @Test func routeTreeIsRead() throws {
        let configuration = try Sample(
            route: """
                {sinks: [log], routes: [{match: {new: true, id: [3, /4.*/], from: null, account: prod}, continue: true,
                  routes: [{sinks: []}]}]}
                """
        ).parse()
        let matcher = Matcher([
            .new: [.text("true")], .id: [.text("3"), .pattern(try Pattern("4.*"))], .from: [.absent],
            .account: [.text("prod")],
        ])
        let child = Route(matching: matcher, continues: true, routes: [Route(sinks: [])])
        #expect(configuration.route == Route(sinks: ["log"], routes: [child]))
    }

    private func text(accounts: Int, sources: Int) -> String {
        let accounts = (1...accounts).map { "- {name: a\($0), region: cn-hangzhou}\n" }.joined()
        let sources = (1...sources).map { "- {name: s\($0), type: risk_checks, account: a1}\n" }.joined()
        return "accounts:\n\(accounts)sources:\n\(sources)sinks: [{name: log, type: stdout}]\nroute: {sinks: [log]}\n"
    }

    @Test func thousandAccountsAndFiveThousandSourcesFit() throws {
        let text = text(accounts: 1000, sources: 5000)
        let configuration = try Configuration.parse(text, file: "c.yaml", environment: [:])
        #expect(configuration.accounts.count == 1000)
        #expect(configuration.sources.count == 5000)
    }

    @Test(arguments: [(1001, 1), (1, 5001)]) func moreAreRefused(accounts: Int, sources: Int) {
        let text = text(accounts: accounts, sources: sources)
        #expect(throws: ConfigurationErrors.self) {
            try Configuration.parse(text, file: "c.yaml", environment: [:])
        }
    }

    @Test func filesThatCannotBeReadAreWarnings() throws {
        let sample = Sample(sink: "{name: log, type: slack, url_file: /nowhere/url, tls: {ca_file: \(#filePath)}}")
        let configuration = try sample.parse()
        #expect(configuration.files.map(\.target) == [#filePath, "/nowhere/url"])
        #expect(
            configuration.unreadableFiles(file: "c.yaml").map(\.description) == [
                "c.yaml:6:38: sinks[0].url_file: the file cannot be read now (it is needed where checkbridge runs)"
            ])
    }
}
