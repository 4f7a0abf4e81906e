import Bridge
import BridgeCore
import Dispatch
import Glibc
import Logging

/// One measurement in a process of its own; `Benchmarks/run` calls it and puts the figures beside their yardsticks.
@main
struct Bench {
    /// On the same threads as the product.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        HeapMemory.shareBetweenThreads()
        // Nobody waits for it: it ends the process.
        Task(executorPreference: TaskPool()) {
            do {
                try await run()
                exit(EXIT_SUCCESS)
            } catch {
                let words = Array("bench: \(error)\n".utf8)
                write(STDERR_FILENO, words, words.count)
                exit(EXIT_FAILURE)
            }
        }
        dispatchMain()
    }

    private static func run() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.dropFirst().map(\.self)) {
        case ("bodies", let rest) where rest.count == 1:
            try SyntheticFindings(scopes: 20, perScope: count(rest[0]) / 20).writeBodies()
        case ("deliver", let rest) where rest.count == 3:
            try await DeliveryBenchmark(events: count(rest[0]), url: rest[1], folder: rest[2]).run()
        case ("hold", let rest) where rest.count == 2:
            try await HoldingBenchmark(findings: count(rest[0]), folder: rest[1]).run()
        case ("poll", let rest) where rest.count >= 3:
            try await PollBenchmark(servers: Array(rest.dropLast()), folder: rest[rest.count - 1]).run()
        case ("start", let rest) where rest.count == 1:
            try await StartBenchmark(folder: rest[0]).run()
        default:
            throw Usage()
        }
    }

    private static func count(_ text: String) throws -> Int {
        guard let count = Int(text), count >= 20 else { throw Usage() }
        return count
    }

    struct Usage: Error, CustomStringConvertible {
        let description =
            "bench bodies COUNT | deliver COUNT URL FOLDER | hold COUNT FOLDER | poll SERVER SERVER... FOLDER | start FOLDER"
    }
}

extension Logger {
    /// Says nothing: what the log costs is not measured.
    static var quiet: Logger { Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() } }
}

/// Prints one figure as `name value`.
func report(_ name: String, _ value: some CustomStringConvertible) {
    print(name, value)
}

/// Not the cursor's real randomness, but as many different numbers.
let benchRandom: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
