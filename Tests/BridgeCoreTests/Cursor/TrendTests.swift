import BridgeCore
import Testing

@Suite struct TrendTests {
    private var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
    private static let hour: Int64 = 3600

    private mutating func sample(at seconds: Int64, _ high: Int = 1) throws {
        let counts = SeverityCounts { $0 == .high ? high : 0 }
        try cursor.apply(.sample(TrendSample(at: Timestamp(seconds: seconds), open: counts)))
    }

    private var hours: [Int64] { cursor.trend.map { $0.at.seconds / Self.hour } }

    @Test mutating func aYearOfHoursIsThinnedToDays() throws {
        for hour in 0..<Int64(24 * 400) { try sample(at: hour * Self.hour, Int(hour)) }
        let last: Int64 = 24 * 400 - 1
        let oldest = last - 1 - 24 * 30
        #expect(hours.filter { $0 >= oldest } == Array(oldest...last))
        let older = hours.filter { $0 < oldest }
        #expect(older.dropLast().allSatisfy { $0 % 24 == 23 })
        #expect(older.count == 336)
        #expect(hours.first.map { last - 1 - $0 <= 24 * 365 } == true)
        #expect(cursor.trend.allSatisfy { Int64($0.open[.high]) == $0.at.seconds / Self.hour })
        #expect(hours.count < 1100)
    }

    /// Else one wrong clock would end the trend.
    @Test mutating func whatLiesInTheFutureIsNotBelieved() throws {
        for second: Int64 in [0, 4000, 9_000_000_000, 8000] { try sample(at: second) }
        #expect(cursor.trend.map(\.at.seconds) == [0, 4000, 8000])
    }

    /// Only a file that was tampered with holds so many.
    @Test mutating func itIsBoundedWhateverComes() throws {
        for second: Int64 in 0..<5000 { try sample(at: second) }
        #expect(cursor.trend.count == 2000)
        #expect(cursor.trend.last?.at.seconds == 4999)
    }

    @Test func aSampleGoesBeforeAChangeOfFindings() throws {
        var watched = Watched()
        #expect(try isSampled(watched, ["a": "failed"]))
        try watched.poll(["a": "failed"])
        watched.now = .start + .seconds(3599)
        #expect(try !isSampled(watched, ["a": "pass"]))
        watched.now = .start + .seconds(3600)
        #expect(try !isSampled(watched, ["a": "failed"]), "nothing changes")
        #expect(try isSampled(watched, ["a": "pass"]))
        let commit = try watched.advance([.seen("a", "pass")])
        guard case .sample(let sample)? = commit.records.first else { throw NoSample() }
        #expect(sample == TrendSample(at: watched.now, open: SeverityCounts { $0 == .high ? 1 : 0 }))
    }

    @Test func aClockThatWasSetBackIsSampled() throws {
        var watched = Watched()
        try watched.poll(["a": "failed"])
        watched.now = .start + .seconds(-60)
        #expect(try !isSampled(watched, ["a": "pass"]))
        watched.now = .start + .seconds(-3600)
        #expect(try isSampled(watched, ["a": "pass"]))
    }

    @Test func whatIsOpenNowIsCounted() throws {
        var watched = Watched()
        try watched.poll([.seen("a", "failed", .high), .seen("b", "failed", .low), .seen("c", "pass", .low)])
        watched.scope = .acls
        try watched.poll([.seen("u", "Pending", .low)])
        #expect(watched.cursor.openFindings == SeverityCounts { [.high: 1, .low: 2][$0] ?? 0 })
        #expect(watched.cursor.openFindings.total == 3)
    }

    private func isSampled(_ watched: Watched, _ statuses: [String: String]) throws -> Bool {
        let records = try watched.advance(statuses.map { Sighting.seen($0.key, $0.value) }).records
        return records.contains { if case .sample = $0 { true } else { false } }
    }

    private struct NoSample: Error {}
}
