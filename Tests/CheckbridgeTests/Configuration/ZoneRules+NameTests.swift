import BridgeCore
import Testing

@testable import checkbridge

@Suite struct ZoneRulesNameTests {
    private func offset(_ zone: String, _ moment: String) throws -> Int {
        let rules = try #require(ZoneRules(named: zone))
        return rules.offset(at: try #require(Timestamp(rfc3339: moment)))
    }

    @Test(arguments: [
        ("UTC", "2026-01-01T00:00:00Z", 0), ("Asia/Shanghai", "2026-07-01T00:00:00Z", 28_800),
        ("Europe/Berlin", "2026-03-29T00:59:59Z", 3600), ("Europe/Berlin", "2026-03-29T01:00:00Z", 7200),
        ("Europe/Berlin", "2026-10-25T00:59:59Z", 7200), ("Europe/Berlin", "2026-10-25T01:00:00Z", 3600),
        ("America/New_York", "2050-07-01T00:00:00Z", -14_400), ("Asia/Kolkata", "2026-01-01T00:00:00Z", 19_800),
    ]) func offsetIsThatOfTheMoment(zone: String, moment: String, seconds: Int) throws {
        #expect(try offset(zone, moment) == seconds)
    }

    @Test(arguments: ["Asia/Shangai", "CST", "", "GMT+8", "Mars/Olympus", "../etc/passwd"]) func otherNamesAreUnknown(
        name: String
    ) {
        #expect(ZoneRules(named: name) == nil)
    }
}
