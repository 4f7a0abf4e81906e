package import BridgeCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Time, chance and threads, handed in so that a test can replace them.
package struct Surroundings: Sendable {
    /// The wall clock, which requests are dated with.
    package var now: @Sendable () -> Timestamp
    /// A clock that is never set, for waits.
    package var uptime: @Sendable () -> Duration
    /// - Throws: `CancellationError`.
    package var sleep: @Sendable (Duration) async throws -> Void
    package var random: @Sendable () -> UInt64
    /// What tasks run on that serve several callers; `nil` is the language's own.
    package var executor: (any TaskExecutor)?

    package init(
        now: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void, random: @escaping @Sendable () -> UInt64,
        executor: (any TaskExecutor)? = nil
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.random = random
        self.executor = executor
    }

    /// The machine's own.
    package static func ofTheMachine() -> Surroundings {
        let start = ContinuousClock.now
        return Surroundings(
            now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
            uptime: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) },
            random: { UInt64.random(in: .min ... .max) })
    }

    /// 32 hexadecimal digits that were never used before.
    func nonce() -> String {
        let words = [random(), random()]
        return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }.hexadecimal
    }
}
