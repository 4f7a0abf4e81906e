import HTTPTransport
import Testing

@testable import checkbridge

@Suite struct ConfigurationChecksTests {
    private func checks(_ sample: Sample) throws -> [Check] {
        try sample.parse().checks(file: "c.yaml")
    }

    @Test func aRightConfigurationHasNothingOddAboutIt() throws {
        #expect(try checks(Sample()).map(\.verdict) == [.ok])
    }

    @Test func aSinkThatNoRouteLeadsToIsAWarning() throws {
        let checks = try checks(Sample(sink: "{name: log, type: stdout}\n- {name: idle, type: stdout}"))
        #expect(checks.map(\.verdict) == [.ok, .warning])
        #expect(checks.last?.message == "sink idle: no route leads to it")
    }

    @Test func aRouteBelowCountsToo() throws {
        let sample = Sample(
            sink: "{name: log, type: stdout}\n- {name: deep, type: stdout}",
            route: "{sinks: [log], routes: [{match: {severity: high}, routes: [{sinks: [deep]}]}]}")
        #expect(try checks(sample).map(\.verdict) == [.ok])
    }

    @Test func anAccountThatNoSourceAsksIsAWarning() throws {
        let sample = Sample(
            account: "{name: prod, region: cn-hangzhou}\n- {name: idle, region: cn-hangzhou}")
        #expect(try checks(sample).last?.message == "account idle: no source asks it")
    }

    @Test func aFileThatCannotBeReadIsToldWithItsPlace() throws {
        let sample = Sample(sink: "{name: log, type: webhook, url_file: /nonexistent/url}")
        let check = try #require(try checks(sample).last)
        #expect(check.verdict == .warning)
        #expect(check.message.contains("c.yaml:6:") && check.message.contains("sinks[0].url_file"))
    }

    private func authorities(_ sample: Sample, _ sight: TrustStore.Sight) throws -> Check? {
        try sample.parse().authoritiesCheck(TrustStore(path: "/ca.pem")) { _ in sight }
    }

    @Test func authoritiesThatAreThereAreNamed() throws {
        #expect(try authorities(Sample(), .authorities) == .ok(.authorities, nil, "/ca.pem"))
    }

    @Test func withoutAuthoritiesWhoNeedsThemIsTold() throws {
        let sample = Sample(
            sink: "{name: hook, type: webhook, url: \"https://siem.example/h\"}", route: "{sinks: [hook]}")
        let check = try #require(try authorities(sample, .nothing))
        #expect(check.verdict == .failed)
        #expect(check.message.hasSuffix("needed by account prod, sink hook"))
        #expect(check.advice?.contains("SSL_CERT_FILE") == true)
    }

    @Test(arguments: [
        "{name: log, type: stdout}", "{name: log, type: webhook, url: \"http://127.0.0.1:1/h\"}",
        "{name: log, type: webhook, url: \"https://a.example/h\", tls: {ca_file: /etc/own.pem}}",
    ])
    func whoeverIsNotAskedOverTLSOrHasTheirOwnDoesNotNeedThem(sink: String) throws {
        let account = "{name: prod, region: cn-hangzhou, endpoints: {security_center: \"http://127.0.0.1:1\"}}"
        #expect(try authorities(Sample(account: account, sink: sink), .nothing) == nil)
    }

    @Test func aURLInAFileMayBeTLS() throws {
        let account = "{name: prod, region: cn-hangzhou, endpoints: {security_center: \"http://127.0.0.1:1\"}}"
        let sample = Sample(account: account, sink: "{name: log, type: webhook, url_file: /run/url}")
        #expect(try authorities(sample, .nothing)?.message.hasSuffix("needed by sink log") == true)
    }
}
