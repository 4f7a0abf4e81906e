import BridgeCore

/// The rules of the states of findings, written a second time and as plainly as can be: what must be known and told
/// after each answer of one source.
package final class Reference: @unchecked Sendable {
    struct Answer {
        var scope: Scope
        var filter: String
        var isComplete: Bool
        /// The vendor says that it has not looked for long.
        var isOld: Bool
        var shown: [(String, SimulatedCloud.Item)]
    }

    /// What is known of a finding.
    struct Row: Equatable {
        var status = ""
        var severity = Severity.unknown
        var affected: Int32 = 0
        var revision: UInt32 = 0
        var missed = 0
        var marks: FindingRow.Marks = []
        var isTransient = false

        var isHidden: Bool { status.isEmpty && !isTransient }
    }

    struct Known: Equatable {
        var filter: String
        var suspicion = ScopeState.Suspicion.none
        var rows: [String: Row] = [:]
    }

    /// One event that must be told exactly once.
    struct Expected: Hashable, CustomStringConvertible {
        var key: String
        var revision: UInt32
        var transition: Transition
        var from: String?
        var to: String

        var description: String { "\(key) r\(revision) \(transition.rawValue) \(from ?? "-")>\(to)" }
    }

    private struct World {
        var scopes: [Scope: Known] = [:]
        var told: [Expected] = []
        /// The scopes whose last answer was old, and how often each was told to have become so.
        var old: Set<String> = []
        var staleTold: [String: Int] = [:]

        mutating func judgeAge(of answer: Answer) {
            // What nothing can be made of says nothing about its age either.
            guard scopes[answer.scope] != nil else { return }
            let label = answer.scope.label
            guard answer.isOld else {
                old.remove(label)
                return
            }
            if old.insert(label).inserted { staleTold[label, default: 0] += 1 }
        }
    }

    private let policy: PollPolicy
    private let chaos: Chaos
    /// What is durable for sure, and what the last poll makes of it, commit by commit.
    private var settled = World()
    private var stages: [World] = []
    private var latest: World? { stages.last }

    init(_ policy: PollPolicy, _ chaos: Chaos) {
        self.policy = policy
        self.chaos = chaos
    }

    var told: [Expected] { (latest ?? settled).told }
    var scopes: [Scope: Known] { (latest ?? settled).scopes }
    var staleTold: [String: Int] { (latest ?? settled).staleTold }

    /// The process polls again, so the answer before is taken in.
    func check(_ known: [Scope: FindingTable]) {
        if let latest { settled = latest }
        stages = []
        for (scope, table) in known where table.count != settled.scopes[scope]?.rows.count {
            chaos.fail("\(scope): \(table.count) rows are known, not \(settled.scopes[scope]?.rows.count ?? 0)")
        }
    }

    func take(_ answers: [Answer]) {
        let sumsUp = policy.baseline == .summary && answers.contains { settled.scopes[$0.scope] == nil }
        var world = settled
        stages = answers.map { answer in
            Judge(answer, policy).judge(&world.scopes[answer.scope], &world.told)
            world.judgeAge(of: answer)
            return world
        }
        if sumsUp || policy.worthACommit > 1 { stages = [world] }
    }

    /// A process starts with this cursor: it must be what is known, with or without the last poll, or the last commits
    /// of it, which the crash may have cut off.
    func check(_ cursor: Cursor, of source: String) {
        let loaded = Dictionary(
            uniqueKeysWithValues: cursor.scopes.filter { $0.scope.source == source }.map { ($0.scope, Known($0)) })
        let old = cursor.sources[source]?.old ?? []
        // What was read is not durable yet: the power may fail before the journal is synced to go on from it.
        stages = stages.last { loaded == $0.scopes && old == $0.old }.map { [$0] } ?? []
        guard stages.isEmpty else { return }
        if old != settled.old {
            chaos.fail("\(source): \(old.sorted()) are known to be old, and not \(settled.old.sorted())")
        } else if loaded != settled.scopes {
            chaos.fail("the cursor holds of \(source) what no answer made: \(difference(loaded))")
        }
    }

    private func difference(_ loaded: [Scope: Known]) -> String {
        for (scope, known) in loaded where known != settled.scopes[scope] {
            guard let mine = settled.scopes[scope] else { return "\(scope.part) is new" }
            for (id, row) in known.rows where row != mine.rows[id] {
                return "\(id): \(row) and not \(String(describing: mine.rows[id])) nor "
                    + String(describing: latest?.scopes[scope]?.rows[id])
            }
            return "\(scope.part): \(known.filter) \(known.suspicion) \(known.rows.count), not "
                + "\(mine.filter) \(mine.suspicion) \(mine.rows.count)"
        }
        return "\(loaded.count) scopes, not \(settled.scopes.count)"
    }
}

extension Reference.Known {
    init(_ state: ScopeState) {
        self.init(filter: state.filter, suspicion: state.suspicion)
        for index in state.findings.indices {
            let row = state.findings[index]
            rows[state.findings.id(of: index)] = Reference.Row(
                status: row.status, severity: row.severity, affected: row.affected, revision: row.revision,
                missed: Int(row.missed), marks: row.marks, isTransient: row.transientSince != nil)
        }
    }
}

extension SourceState {
    /// The scopes that were told to be old.
    fileprivate var old: Set<String> { Set(stale.filter { $0.reason == .checkTime }.map(\.scope)) }
}
