import Bridge
import BridgeCore
import Glibc
import Logging

/// Takes in many findings, and then one transition among them.
struct HoldingBenchmark {
    let findings: Int
    let folder: String
    private let time = SystemTime()
    private let router = Router(root: Route(sinks: ["siem"]))

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
            let full = ProcessUsage.now()
            report("rss_empty", empty.resident)
            report("rss_held", full.resident)
            report("rss_peak", full.peakResident)
            report("checkpoints", disk.counts.checkpoints)
            try await measureTransition(store, disk)
            await store.close()
        }
        report("checkpoint_bytes", disk.counts.checkpointBytes)
    }

    /// Scope by scope, as many polls would bring them.
    private func fill(_ store: CursorStore) async throws {
        let synthetic = SyntheticFindings(scopes: 20, perScope: findings / 20)
        for scope in 0..<20 {
            try await commit(Poll(snapshots: [synthetic.snapshot(of: scope, status: "Pending")]), to: store, .silent)
        }
    }

    private func measureTransition(_ store: CursorStore, _ disk: MeasuredDisk) async throws {
        let synthetic = SyntheticFindings(scopes: 20, perScope: findings / 20)
        guard let (scope, table) = await store.findings(of: SyntheticFindings.identity.name).first else { return }
        let poll = Poll(snapshots: [synthetic.snapshot(changing: table, of: scope, to: "Processed")])
        let before = disk.counts
        let start = ContinuousClock.now
        let told = try await commit(poll, to: store, .silent)
        guard told == 1 else { throw NothingChanged() }
        report("transition_seconds", (ContinuousClock.now - start).inSeconds)
        report("transition_bytes", disk.counts.journalBytes - before.journalBytes)
    }

    @discardableResult
    private func commit(
        _ poll: Poll, to store: CursorStore, _ baseline: PollPolicy.Baseline
    ) async throws -> Int {
        var policy = PollPolicy()
        policy.baseline = baseline
        let settings = policy
        return try await store.commit { (cursor, now) throws(SourceError) in
            try cursor.advance(by: poll, of: SyntheticFindings.identity, under: settings, router: router, at: now)
        }.events.count
    }

    private struct NothingChanged: Error {}
}
