import Bridge
import BridgeCore
import Glibc
import HTTPTransport
import Logging
import Sinks

/// One poll opens many findings: from the start of its commit until the last delivery to one webhook is durably settled.
struct DeliveryBenchmark {
    let events: Int
    let url: String
    let folder: String
    private let time = SystemTime()
    private let router = Router(root: Route(sinks: ["siem"]))

    init(events: Int, url: String, folder: String) {
        self.events = events
        self.url = url
        self.folder = folder
    }

    func run() async throws {
        let disk = MeasuredDisk(FileDisk(try StateFolder(folder)))
        let store = try await CursorStore(nil, on: disk, time: time, random: benchRandom, log: .quiet)
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge-bench"))
        let deliverer = try deliverer(from: store, over: transport)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            group.addTask { await store.run() }
            group.addTask { await deliverer.run() }
            try await measure(store, deliverer, disk)
            await deliverer.stop()
            await store.close()
            group.cancelAll()
        }
    }

    private func deliverer(from store: CursorStore, over transport: CurlTransport) throws -> Deliverer {
        let connection = HTTPConnection(name: "siem", url: .literal(url), concurrency: 64)
        let options = Webhook.Options(
            connection: connection, secrets: [.literal("whsec_c2ltdWxhdGVkLXdlYmhvb2stc2VjcmV0LTAxMjM=")])
        let time = time
        let sink = try HTTPSink<Webhook>(
            options, client: transport, file: { _, _ in throw Bench.Usage() }, now: { time.now() })
        return Deliverer(
            [Deliverer.Destination(sink: sink, traits: sink.traits)], from: store, router: router, time: time,
            random: benchRandom, log: .quiet)
    }

    private func measure(_ store: CursorStore, _ deliverer: Deliverer, _ disk: MeasuredDisk) async throws {
        let before = ProcessUsage.now()
        let (start, told) = try await commit(to: store)
        let committed = ContinuousClock.now
        let owing = ProcessUsage.now()
        guard told == events, await deliverer.drain(atMost: .seconds(120)), await store.backlog.isEmpty,
            await store.snapshot.outbox.deadLetters.isEmpty, let end = disk.counts.lastSync
        else { throw Undelivered() }
        let after = ProcessUsage.now()
        report("seconds", (end - start).inSeconds)
        report("commit_seconds", (committed - start).inSeconds)
        report("cpu_seconds", (after.processor - before.processor).inSeconds)
        report("peak_rss", after.peakResident)
        report("rss_before", before.resident)
        report("commit_peak_rss", owing.peakResident)
        report("commit_cpu_seconds", (owing.processor - before.processor).inSeconds)
        report("journal_bytes", disk.counts.journalBytes)
        report("syncs", disk.counts.syncs)
    }

    /// What a poll does: its answer is let go when it is committed.
    private func commit(to store: CursorStore) async throws -> (start: ContinuousClock.Instant, events: Int) {
        var policy = PollPolicy()
        policy.baseline = .emit
        let settings = policy
        let findings = SyntheticFindings(scopes: 20, perScope: events / 20)
        let poll = Poll(snapshots: (0..<20).map { findings.snapshot(of: $0, status: "Pending") })
        let start = ContinuousClock.now
        let reports = try await store.take(
            consume poll, of: SyntheticFindings.identity, under: settings, router: router)
        return (start, reports.reduce(0) { $0 + $1.events.count })
    }

    private struct Undelivered: Error {}
}
