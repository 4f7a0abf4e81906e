import BridgeCore
import Testing

@testable import checkbridge

@Suite struct ZoneTableTests {
    private func offset(_ zone: String, _ moment: String) throws -> Int {
        let table = try #require(ZoneTable(name: zone))
        let moment = try #require(Timestamp(rfc3339: moment))
        return try #require(table.periods.last { $0.from <= moment } ?? table.periods.first).offset
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
        #expect(ZoneTable(name: name) == nil)
    }

    @Test func periodsAreInOrder() throws {
        let periods = try #require(ZoneTable(name: "Europe/Berlin")).periods
        #expect(zip(periods, periods.dropFirst()).allSatisfy { $0.from < $1.from && $0.offset != $1.offset })
    }
}
