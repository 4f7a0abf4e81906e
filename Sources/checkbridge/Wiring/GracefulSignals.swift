import UnixSignals

/// Runs `body` until it ends or the process is told to stop, which is no error.
func withGracefulSignals(_ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await body() }
        group.addTask {
            for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { return }
        }
        do { try await group.next() } catch is CancellationError {}
        group.cancelAll()
    }
}
