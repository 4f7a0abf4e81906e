package import BridgeCore

/// The vendor's side: what there is of each scope, changing as time goes by.
package final class SimulatedCloud: @unchecked Sendable {
    struct Item: Equatable {
        var status: String
        var severity: Severity
        var affected: Int32
    }

    let scopes: [Scope]
    /// What there is, by scope and id.
    private(set) var items: [[String: Item]]
    /// Ids that a narrow filter does not ask for end in an odd digit.
    package var filter = ""
    /// The vendor has not looked for long.
    private(set) var isOld = false
    private let chaos: Chaos
    private let size: Int

    init(_ scopes: [Scope], size: Int, _ chaos: Chaos) {
        self.scopes = scopes
        self.size = size
        self.chaos = chaos
        items = scopes.map { _ in [:] }
        for scope in scopes.indices { for id in 0..<size { set(scope, "\(id)") } }
    }

    private func set(_ scope: Int, _ id: String) {
        let risk = ["failed", "failed", "pass", "ignored", "falsePositive", "running", "waiting", "odd"]
        let acl = ["Pending", "Pending", "Processed", "Ignored", "Strange"]
        items[scope][id] = Item(
            status: chaos.dice.pick(scopes[scope].kind == .riskCheck ? risk : acl),
            severity: chaos.dice.pick(Severity.allCases), affected: Int32(chaos.dice.below(3)))
    }

    /// A little changes: findings change, go and come.
    func change() {
        for scope in scopes.indices {
            while chaos.dice.chance(0.45) {
                let id = "\(chaos.dice.below(size + 2))"
                if chaos.dice.chance(0.15) { items[scope][id] = nil } else { set(scope, id) }
            }
        }
    }

    /// The vendor stops looking, or looks again.
    func age() {
        if chaos.dice.chance(0.15) { isOld.toggle() }
    }

    /// What an honest and complete answer shows, in no order.
    func shown(_ scope: Int) -> [(String, Item)] {
        var all = items[scope].sorted { $0.key < $1.key }
        if !filter.isEmpty { all.removeAll { $0.key.utf8.last.map { $0 % 2 == 1 } ?? false } }
        for index in all.indices { all.swapAt(index, chaos.dice.below(all.count)) }
        return all
    }
}

/// A source that asks the simulated cloud, with all that goes wrong on the way.
package struct SimulatedSource: Source {
    package let name: String
    let cloud: SimulatedCloud
    let reference: Reference
    let life: Life
    let chaos: Chaos
    let time: VirtualTime

    package func poll(knowing known: [Scope: FindingTable]) async throws -> Poll {
        if !life.isOver { reference.check(known) }
        try await time.sleep(for: .milliseconds(chaos.strikes("poll slow", 0.02) ? 200_000 : chaos.dice.below(3000)))
        guard !life.isOver else { throw CancellationError() }
        if chaos.level > 0 { cloud.change() }
        cloud.age()
        if chaos.strikes("poll fails", 0.15) { throw error }
        let answers = cloud.scopes.indices.compactMap(answer)
        if !known.isEmpty, chaos.strikes("poll of another account", 0.02) {
            return Poll(accountID: "2", snapshots: answers.map { snapshot(of: $0, knowing: known) })
        }
        reference.take(answers)
        let failures = chaos.strikes("poll partly fails", 0.05) ? [error] : []
        return Poll(accountID: "1", snapshots: answers.map { snapshot(of: $0, knowing: known) }, failures: failures)
    }

    private func answer(_ scope: Int) -> Reference.Answer? {
        if chaos.strikes("scope missing", 0.05) { return nil }
        var shown = cloud.shown(scope)
        var isComplete = true
        if chaos.strikes("answer incomplete", 0.1) {
            isComplete = false
            shown.removeLast(chaos.dice.below(shown.count + 1))
        } else if chaos.strikes("answer loses much", 0.06) {
            shown.removeLast(chaos.dice.below(shown.count + 1))
        } else if chaos.strikes("answer loses one", 0.1) {
            shown = Array(shown.dropLast())
        }
        return Reference.Answer(
            scope: cloud.scopes[scope], filter: cloud.filter, isComplete: isComplete, isOld: cloud.isOld, shown: shown)
    }

    private func snapshot(of answer: Reference.Answer, knowing known: [Scope: FindingTable]) -> Snapshot {
        var builder = SnapshotBuilder(
            scope: answer.scope, filter: answer.filter, known: known[answer.scope] ?? FindingTable())
        for (id, item) in answer.shown {
            builder.add(id: id, status: item.status, severity: item.severity, affected: item.affected) {
                FindingDescription(title: "Check \(id)", category: "c\(id.count)", assetType: "ECS")
            }
        }
        let age = Duration.seconds(answer.isOld ? 9 * 86_400 : 3600)
        return builder.snapshot(
            answer.isComplete ? .complete : .incomplete("pages overlap"), checkedAt: time.now() + (.zero - age))
    }

    private var error: SourceError {
        SourceError(
            reason: .unavailable, code: "timeout", message: "no answer", operation: "Describe", advice: "Wait.")
    }
}
