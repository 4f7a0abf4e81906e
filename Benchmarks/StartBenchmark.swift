import Bridge
import BridgeCore
import Logging

/// Reads the cursor as a start of the service does, until the store is ready to commit.
struct StartBenchmark {
    let folder: String

    func run() async throws {
        let disk = FileDisk(try StateFolder(folder))
        let empty = ProcessUsage.now()
        let start = ContinuousClock.now
        let contents = try await CursorFiles(on: disk).load()
        let store = try await CursorStore(contents, on: disk, time: SystemTime(), random: benchRandom, log: .quiet)
        let ready = ContinuousClock.now
        let used = ProcessUsage.now()
        report("seconds", (ready - start).inSeconds)
        report("cpu_seconds", (used.processor - empty.processor).inSeconds)
        report("rss_empty", empty.resident)
        report("rss_held", used.resident)
        report("rss_peak", used.peakResident)
        report("findings", await store.snapshot.scopes.reduce(0) { $0 + $1.findings.count })
    }
}
