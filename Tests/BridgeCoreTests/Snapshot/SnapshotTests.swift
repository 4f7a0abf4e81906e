import BridgeCore
import Testing

@Suite struct SnapshotTests {
    private func known() -> FindingTable {
        var table = FindingTable()
        table.append(.numbered(0), id: "a")
        table.append(.numbered(0), id: "b")
        return table
    }

    @Test func whatIsJustAsKnownIsNotDescribed() {
        var builder = SnapshotBuilder(scope: .risks, known: known())
        var described = 0
        for (status, affected) in [("failed", Int32(1)), ("failed", 2), ("pass", 2)] {
            builder.add(id: "a", status: status, severity: .high, affected: affected) {
                described += 1
                return Sighting.seen("a", "").description
            }
        }
        let snapshot = builder.snapshot(.complete)
        #expect(described == 2)
        #expect(snapshot.count == 1)
        #expect(snapshot.changed.map(\.status) == ["pass"])
        #expect(snapshot.unchanged.count == 0)
    }

    @Test(arguments: [
        ("failed", Severity.high, Int32(1), true), ("pass", .high, 1, false), ("failed", .low, 1, false),
        ("failed", .high, 2, false),
    ])
    func statusLevelAndCountDecide(status: String, severity: Severity, affected: Int32, isKnown: Bool) {
        var builder = SnapshotBuilder(scope: .risks, known: known())
        builder.add(id: "a", status: status, severity: severity, affected: affected) {
            Sighting.seen("a", "").description
        }
        #expect(builder.snapshot(.complete).unchanged.contains(0) == isKnown)
    }

    /// A row with something to take back is never "just as known".
    @Test func whatWasMissingTransientOrGoneIsLookedAt() {
        var table = FindingTable()
        var rows = Array(repeating: FindingRow.numbered(0), count: 3)
        rows[0].missed = 1
        rows[1].transientSince = .start
        rows[2].marks = .isGone
        for (number, row) in rows.enumerated() { table.append(row, id: "\(number)") }
        var builder = SnapshotBuilder(scope: .risks, known: table)
        for number in 0..<3 {
            builder.add(id: "\(number)", status: "failed", severity: .high, affected: 1) {
                Sighting.seen("", "").description
            }
        }
        #expect(builder.snapshot(.complete).changed.count == 3)
    }

    @Test func eachFindingCountsOnceHoweverOftenItIsShown() {
        var builder = SnapshotBuilder(scope: .risks, known: known())
        func add(_ id: String, _ status: String) -> Bool {
            builder.add(id: id, status: status, severity: .high, affected: 1) { Sighting.seen(id, "").description }
        }
        #expect(add("a", "failed"))
        #expect(!add("a", "failed"))
        #expect(!add("a", "pass"))
        #expect(!add("a", "failed"))
        #expect(add("new", "pass"))
        #expect(!add("new", "failed"))
        #expect(builder.count == 2)
        #expect(builder.snapshot(.complete).changed.map(\.status) == ["failed", "failed"])
    }
}
