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
}
