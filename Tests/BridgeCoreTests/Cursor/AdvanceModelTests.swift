import BridgeCore
import TestSupport
import Testing

/// Clouds and polls at random against a model that knows nothing of rows, marks and tables, only of the words of the
/// design: what the vendor last said for sure, and what was told of it.
@Suite struct AdvanceModelTests {
    @Test(arguments: 1...60)
    func eachTransitionIsOneEvent(seed: UInt64) throws {
        var random = Seeded(seed)
        var watched = Watched(scope: random.chance(0.5) ? .risks : .acls)
        watched.policy.vanishAfter = random.pick(1..<4)
        var model = Model(kind: watched.scope.kind, vanishAfter: watched.policy.vanishAfter)
        var ids: Set<String> = []
        for _ in 0..<40 {
            let cloud = (0..<5).filter { _ in random.chance(0.85) }.map {
                sighting("f\($0)", watched.scope.kind, &random)
            }
            let incomplete = random.chance(0.25) ? "moved" : nil
            let expected = model.poll(cloud, isComplete: incomplete == nil)

            // Killed before the commit: the next poll, later, derives the same.
            let first = try watched.advance(cloud, incomplete: incomplete)
            watched.now = watched.now + .seconds(random.pick(0..<1000))
            let report = try watched.poll(cloud, incomplete: incomplete)
            #expect(report.told.sorted() == expected.sorted())
            #expect(report.events.map(\.event.id) == first.report.events.map(\.event.id))

            for owed in report.events {
                #expect(ids.insert(owed.event.id).inserted, "an id came twice")
                let event = try Event(owed.event)
                guard let finding = event.finding, let id = finding["id"]?.string else { continue }
                #expect(event.data["revision"]?.integer == model.count(id))
            }
        }
    }

    /// Times, texts, links and details differ at every poll.
    private func sighting(_ id: String, _ kind: FindingKind, _ random: inout Seeded) -> Sighting {
        let words =
            kind == .riskCheck
            ? ["pass", "failed", "failed", "running", "ignored", "odd"]
            : ["Pending", "Pending", "Processed", "Ignored", "odd"]
        let description = FindingDescription(
            title: "T\(random.next())", category: "C\(random.next())", assetType: "A\(random.next())",
            checkedAt: Timestamp(seconds: Int64(random.pick(0..<1_000_000))), url: "u\(random.next())",
            details: Array("[\(random.next())]".utf8))
        return Sighting(
            id: id, status: words[random.pick(0..<words.count)], severity: random.chance(0.8) ? .high : .low,
            affected: Int32(random.chance(0.8) ? 1 : 2), description: description)
    }
}

private struct Model {
    struct Entry {
        var status: String?
        var severity = Severity.unknown
        var affected: Int32 = 0
        var joinsBaseline = false
        /// It was said to be open at least once, or the baseline showed it so.
        var wasOpen = false
        /// It was said to be open, and not yet that this is over.
        var isToldOpen = false
        var missed = 0
        var told: Int64 = 0
    }

    let kind: FindingKind
    let vanishAfter: Int
    var entries: [String: Entry] = [:]
    var hasBaseline = false

    init(kind: FindingKind, vanishAfter: Int) {
        self.kind = kind
        self.vanishAfter = vanishAfter
    }

    func count(_ id: String) -> Int64? { entries[id]?.told }

    mutating func poll(_ cloud: [Sighting], isComplete: Bool) -> [String] {
        guard hasBaseline || isComplete else { return [] }
        var told: [String] = []
        for sighting in cloud {
            var entry = entries[sighting.id] ?? Entry(joinsBaseline: !hasBaseline)
            if let transition = see(sighting, &entry) {
                entry.told += 1
                told.append("\(sighting.id) \(transition)")
            }
            entries[sighting.id] = entry
        }
        // Five findings are never too many to lose, except all of a list of risk checks; the story never empties one.
        if isComplete && hasBaseline && !(kind == .riskCheck && cloud.isEmpty) { told += miss(Set(cloud.map(\.id))) }
        hasBaseline = true
        return told
    }

    private mutating func miss(_ seen: Set<String>) -> [String] {
        var told: [String] = []
        for (id, var entry) in entries where !seen.contains(id) && entry.status.map({ meaning($0) == "open" }) ?? false
        {
            entry.missed += 1
            if entry.missed >= vanishAfter {
                told.append("\(id) \(entry.status ?? "")>vanished vanished")
                entry.status = "vanished"
                entry.isToldOpen = false
                entry.told += 1
            }
            entries[id] = entry
        }
        return told
    }

    private func see(_ sighting: Sighting, _ entry: inout Entry) -> String? {
        entry.missed = 0
        let now = meaning(sighting.status)
        guard now != "transient" else { return nil }
        let word = entry.joinsBaseline ? nil : transition(entry, sighting, now)
        let line = word.map { "\(entry.status ?? "-")>\(sighting.status) \($0)" }
        entry.status = sighting.status
        entry.severity = sighting.severity
        entry.affected = sighting.affected
        entry.joinsBaseline = false
        if now == "open" { (entry.wasOpen, entry.isToldOpen) = (true, true) }
        if now == "resolved" || now == "suppressed" { entry.isToldOpen = false }
        return line
    }

    private func transition(_ entry: Entry, _ sighting: Sighting, _ now: String) -> String? {
        guard let status = entry.status else {
            return now == "open" ? "opened" : now == "unknown" ? "changed" : nil
        }
        if status == sighting.status {
            guard now == "open" else { return nil }
            return entry.severity != sighting.severity
                ? "severity_changed" : entry.affected != sighting.affected ? "affected_changed" : nil
        }
        switch now {
        case "open": return entry.isToldOpen ? "changed" : entry.wasOpen ? "reopened" : "opened"
        case "suppressed": return "suppressed"
        case "resolved": return entry.isToldOpen ? "resolved" : "changed"
        default: return "changed"
        }
    }

    private func meaning(_ status: String) -> String {
        switch status {
        case "failed", "Pending": "open"
        case "pass", "Processed": "resolved"
        case "ignored", "Ignored": "suppressed"
        case "running": "transient"
        default: "unknown"
        }
    }
}
