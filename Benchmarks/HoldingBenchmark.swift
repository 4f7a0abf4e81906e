import Bridge
import BridgeCore
import Glibc
import Logging

/// Takes in many findings, and then one transition among them.
struct HoldingBenchmark {
    let findings: Int
    let folder: String
    private let time = SystemTime()
    /// Only the one transition that is measured is owed to anybody.
    private let nowhere = Router(root: Route(sinks: []))
    private let somewhere = Router(root: Route(sinks: ["siem"]))

    init(findings: Int, folder: String) {
        self.findings = findings
        self.folder = folder
    }

    func run() async throws {
        let disk = MeasuredDisk(FileDisk(try StateFolder(folder)))
        let store = try await CursorStore(nil, on: disk, time: time, random: benchRandom, log: .quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.run() }
            let empty = ProcessUsage.now()
            try await fill(store)
            try await churn(store, disk)
            // Committed when the new journal is there, and so after all that the checkpoint needed is let go.
            try await measureTransition(store, disk)
            // At rest, as a service is nearly always.
            try await time.sleep(for: .seconds(2))
            let full = ProcessUsage.now()
            report("rss_empty", empty.resident)
            report("rss_held", full.resident)
            report("rss_peak", full.peakResident)
            report("checkpoints", disk.counts.checkpoints)
            await store.close()
        }
        report("checkpoint_bytes", disk.counts.checkpointBytes)
    }

    /// Scope by scope, as many polls would bring them.
    private func fill(_ store: CursorStore) async throws {
        let synthetic = SyntheticFindings(scopes: 20, perScope: findings / 20)
        for scope in 0..<20 {
            try await commit(Poll(snapshots: [synthetic.snapshot(of: scope, status: "Pending")]), to: store, nowhere)
        }
    }

    /// Changes one scope after another until the journal is cut, because memory is measured after that.
    private func churn(_ store: CursorStore, _ disk: MeasuredDisk) async throws {
        let before = disk.counts.checkpoints
        let synthetic = SyntheticFindings(scopes: 20, perScope: findings / 20)
        var scope = 0
        while disk.counts.checkpoints == before {
            let poll = Poll(snapshots: [
                synthetic.snapshot(of: scope % 20, status: scope / 20 % 2 == 0 ? "Processed" : "Pending")
            ])
            try await commit(poll, to: store, nowhere)
            scope += 1
        }
    }

    private func measureTransition(_ store: CursorStore, _ disk: MeasuredDisk) async throws {
        let synthetic = SyntheticFindings(scopes: 20, perScope: findings / 20)
        guard let (scope, table) = await store.findings(of: SyntheticFindings.identity.name).first else { return }
        let poll = Poll(snapshots: [synthetic.snapshot(changing: table, of: scope, to: "Ignored")])
        let before = disk.counts
        let start = ContinuousClock.now
        let told = try await commit(poll, to: store, somewhere)
        guard told == 1 else { throw NothingChanged() }
        report("transition_seconds", (ContinuousClock.now - start).inSeconds)
        report("transition_bytes", disk.counts.journalBytes - before.journalBytes)
    }

    @discardableResult
    private func commit(
        _ poll: Poll, to store: CursorStore, _ router: Router
    ) async throws -> Int {
        var policy = PollPolicy()
        policy.baseline = .silent
        let settings = policy
        return try await store.commit { (cursor, now) throws(SourceError) in
            try cursor.advance(by: poll, of: SyntheticFindings.identity, under: settings, router: router, at: now)
        }.events.count
    }

    private struct NothingChanged: Error {}
}
