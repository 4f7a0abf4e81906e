import ServiceLifecycle

/// Runs `body`, and cancels it when the service is told to shut down.
///
/// As `cancelWhenGracefulShutdown` of the library, whose wait ends in a task that runs on the language's own threads:
/// see ``TaskPool``.
package func untilGracefulShutdown(_ body: @escaping @Sendable () async -> Void) async {
    let ending = Doorbell()
    await withGracefulShutdownHandler {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await body() }
            group.addTask { await ending.wait() }
            await group.next()
            group.cancelAll()
        }
    } onGracefulShutdown: {
        ending.ring()
    }
}

/// Returns when the service is told to shut down, or when the task is cancelled.
func gracefulEnd() async {
    let ending = Doorbell()
    await withGracefulShutdownHandler {
        await ending.wait()
    } onGracefulShutdown: {
        ending.ring()
    }
}
