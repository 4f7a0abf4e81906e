import BridgeCore
import Testing

@Suite struct FindingChangeTests {
    /// What is told when a finding that was `first` at the baseline shows these statuses one after another.
    @Test(arguments: [
        ("pass", "failed", "opened pass>failed"),
        ("pass", "running failed", "opened pass>failed"),
        ("pass", "running waiting running failed", "opened pass>failed"),
        ("failed", "running failed", ""),
        ("failed", "waiting pass", "resolved failed>pass"),
        ("failed", "pass failed pass", "resolved failed>pass, reopened pass>failed, resolved failed>pass"),
        ("pass", "running pass", ""),
        (
            "failed", "ignored falsePositive failed",
            "suppressed failed>ignored, suppressed ignored>falsePositive, reopened falsePositive>failed"
        ),
        ("failed", "ignored pass failed", "suppressed failed>ignored, changed ignored>pass, reopened pass>failed"),
        ("pass", "ignored failed", "suppressed pass>ignored, opened ignored>failed"),
        ("failed", "strange failed", "changed failed>strange, changed strange>failed"),
        ("failed", "strange pass failed", "changed failed>strange, resolved strange>pass, reopened pass>failed"),
        (
            "failed", "strange ignored failed",
            "changed failed>strange, suppressed strange>ignored, reopened ignored>failed"
        ),
        ("pass", "strange pass", "changed pass>strange, changed strange>pass"),
        ("pass", "strange failed", "changed pass>strange, opened strange>failed"),
        ("strange", "odd strange", "changed strange>odd, changed odd>strange"),
        ("running", "failed", ""),
        ("running", "waiting failed pass", "resolved failed>pass"),
        ("running", "pass failed", "opened pass>failed"),
        ("running", "failed pass failed", "resolved failed>pass, reopened pass>failed"),
        ("running", "running ignored failed", "opened ignored>failed"),
    ])
    func afterABaseline(first: String, then: String, told: String) {
        let baseline = FindingChange(baseline: .seen("x", first), kind: .riskCheck, at: .start)
        #expect(baseline.transition == nil)
        #expect(run(then, after: baseline.after) == told)
    }

    /// What is told when a finding comes up after the baseline.
    @Test(arguments: [
        ("failed", "opened ->failed"), ("pass", ""), ("ignored", ""), ("strange", "changed ->strange"),
        ("running", ""), ("running failed", "opened ->failed"), ("running pass", ""),
        ("running waiting strange", "changed ->strange"),
        ("running failed running failed", "opened ->failed"), ("pass failed", "opened pass>failed"),
    ])
    func firstSeenLater(then: String, told: String) {
        #expect(run(then, after: nil) == told)
    }

    /// A status that a newer version knows changes nothing by itself, but the past that it gives counts.
    @Test func aTaughtWordIsToldOnlyWhenItEnds() {
        var row = FindingRow.past("failed")
        row?.marks = []
        #expect(run("failed", after: row) == "")
        #expect(run("pass", after: row) == "resolved failed>pass")
        #expect(run("pass failed", after: row) == "resolved failed>pass, reopened pass>failed")
        #expect(run("ignored failed", after: row) == "suppressed failed>ignored, reopened ignored>failed")
    }

    @Test func levelAndCountOfAnOpenFindingAreTold() throws {
        let open = try #require(FindingRow.past("failed live"))
        #expect(change(open, "failed", .low, 1).transition == .severityChanged)
        #expect(change(open, "failed", .high, 2).transition == .affectedChanged)
        #expect(change(open, "failed", .low, 2).transition == .severityChanged)
        #expect(change(open, "failed", .high, 1).transition == nil)
        #expect(change(open, "pass", .low, 2).transition == .resolved)
        #expect(change(open, "running", .low, 2).transition == nil)
    }

    @Test(arguments: ["pass", "ignored", "strange", "failed gone"])
    func levelAndCountOfAnyOtherFindingAreOnlyKept(past: String) throws {
        let row = try #require(FindingRow.past(past))
        let same = change(row, row.status, .low, 9)
        #expect(same.transition == (past == "failed gone" ? .reopened : nil))
        #expect(same.after.severity == .low)
        #expect(same.after.affected == 9)
    }

    /// While a finding is transient nothing about it is told, and what was settled holds: level and count, too.
    @Test func whatWasSettledHoldsWhileTheCheckRuns() throws {
        let open = try #require(FindingRow.past("failed live"))
        let running = change(open, "running", .low, 9).after
        #expect((running.status, running.severity, running.affected) == ("failed", .high, 1))
        #expect(running.transientSince == .start)
        let still = FindingChange(.seen("x", "waiting"), after: running, kind: .riskCheck, at: .start + .seconds(60))
            .after
        #expect(still.transientSince == .start)
        let settled = FindingChange(
            .seen("x", "failed", .low), after: still, kind: .riskCheck, at: .start + .seconds(120))
        #expect(settled.transition == .severityChanged)
        #expect(settled.after.transientSince == nil)
    }

    @Test func aMissingFindingVanishesAtTheLimit() throws {
        let open = try #require(FindingRow.past("failed live"))
        let once = FindingChange(missing: "x", open, vanishAfter: 2, at: .start)
        #expect(once.transition == nil)
        #expect(once.after.missed == 1)
        let twice = FindingChange(missing: "x", once.after, vanishAfter: 2, at: .start + .seconds(60))
        #expect(twice.transition == .vanished)
        #expect((twice.from, twice.to) == ("failed", "vanished"))
        #expect(twice.after.revision == open.revision + 1)
        #expect(twice.after.since == .start + .seconds(60))
        #expect(twice.after.standing(of: .riskCheck) == .gone)
        let back = FindingChange(.seen("x", "failed"), after: twice.after, kind: .riskCheck, at: .start + .seconds(90))
        #expect((back.from, back.to, back.transition) == ("vanished", "failed", .reopened))
        #expect(back.after.since == .start + .seconds(90))
    }

    @Test func beingSeenForgivesBeingMissing() throws {
        var open = try #require(FindingRow.past("failed live"))
        open.missed = 1
        #expect(change(open, "failed", .high, 1).after.missed == 0)
        #expect(change(open, "running", .high, 1).after.missed == 0)
    }

    @Test func sinceIsTheTimeOfTheStatus() throws {
        let open = try #require(FindingRow.past("failed live"))
        #expect(change(open, "failed", .low, 5).after.since == open.since)
        #expect(change(open, "pass", .high, 1).after.since == .start)
        #expect(change(open, "pass", .high, 1).after.firstSeen == open.firstSeen)
    }

    private func change(_ row: FindingRow, _ status: String, _ severity: Severity, _ affected: Int32) -> FindingChange {
        FindingChange(.seen("x", status, severity, affected: affected), after: row, kind: .riskCheck, at: .start)
    }

    private func run(_ statuses: String, after first: FindingRow?) -> String {
        var row = first
        var told: [String] = []
        for status in statuses.split(separator: " ") {
            let change = FindingChange(.seen("x", String(status)), after: row, kind: .riskCheck, at: .start)
            row = change.after
            if let transition = change.transition {
                told.append("\(transition.rawValue) \(change.from ?? "-")>\(change.to)")
            }
        }
        return told.joined(separator: ", ")
    }
}
