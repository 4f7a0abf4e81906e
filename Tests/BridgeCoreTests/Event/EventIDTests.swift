import BridgeCore
import Testing

@Suite struct EventIDTests {
    private func change(_ id: String, _ from: String?, _ to: String, revision: UInt32) -> FindingChange {
        var before = from.map { FindingRow.past($0) } ?? nil
        before?.revision = revision - 1
        var change = FindingChange(.seen(id, to), after: before, kind: .riskCheck, at: .start)
        change.after.revision = revision
        return change
    }

    /// SHA-256 over lineage, key, revision, transition, from, to, each ended by a zero byte; its first half.
    @Test func itIsTheFirstHalfOfTheHash() {
        let id = EventID(lineage: "line").transition(of: "prod-risk/3", change("3", "pass", "failed", revision: 3))
        #expect(id == "c4ff90184e9bc32cb3cf357b44c85a3b")
        #expect(id.count == 32)
    }

    @Test func whateverDiffersMakesAnotherId() {
        let ids = EventID(lineage: "line")
        let base = change("3", "pass", "failed", revision: 3)
        let all = [
            ids.transition(of: "k/3", base),
            EventID(lineage: "other").transition(of: "k/3", base),
            ids.transition(of: "k/4", base),
            ids.transition(of: "k/3", change("3", "pass", "failed", revision: 4)),
            ids.transition(of: "k/3", change("3", "ignored", "failed", revision: 3)),
            ids.transition(of: "k/3", change("3", "failed", "pass", revision: 3)),
            ids.transition(of: "k/3", change("3", nil, "failed", revision: 3)),
            ids.event(.baseline, about: "s", number: 1),
            ids.event(.baseline, about: "s", number: 2),
            ids.event(.baseline, about: "t", number: 1),
            ids.event(.source(.failing), about: "s", number: 1),
            EventID.digest(of: ["a", "b"]), EventID.digest(of: ["ab"]), EventID.digest(of: ["b", "a"]),
        ]
        #expect(Set(all).count == all.count)
    }

    /// Time, texts and counts are no part of it: a poll that is judged again after a crash gives the same id.
    @Test func itDoesNotHangOnTimeOrTexts() {
        let ids = EventID(lineage: "line")
        let before = FindingRow.past("pass")
        let first = FindingChange(.seen("3", "failed"), after: before, kind: .riskCheck, at: .start)
        let again = FindingChange(
            .seen("3", "failed", .low, affected: 9, title: "Other"), after: before, kind: .riskCheck,
            at: .start + .seconds(300))
        #expect(ids.transition(of: "k/3", first) == ids.transition(of: "k/3", again))
    }

    @Test(arguments: [(0, "00"), (9, "09"), (16, "10"), (255, "ff")])
    func bytesAreTwoDigits(byte: UInt8, digits: String) {
        #expect([byte].hexadecimal == digits)
    }
}
