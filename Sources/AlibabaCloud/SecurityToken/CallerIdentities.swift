import BridgeCore

/// Knows whom an account's credentials stand for. The vendor is asked once for each access key; if it does not answer,
/// later, for nothing waits for it.
package actor CallerIdentities {
    private let client: APIClient
    private let surroundings: Surroundings
    /// By the id of the access key, in the order they were learnt.
    private var known: [(key: String, identity: CallerIdentity)] = []
    private var asking: SharedTask?
    private var failures = 0
    /// Nobody is asked before that, on the clock that is never set.
    private var silence = Duration.zero

    /// Each session has a key of its own; those of a few hours are kept.
    private static let capacity = 16
    private static let backoff = PollRetry(base: .seconds(5), longest: .seconds(300))

    package init(_ client: APIClient, surroundings: Surroundings) {
        self.client = client.tryingOnce()
        self.surroundings = surroundings
    }

    /// Whom the credentials of the next call stand for; `nil` if that is not known now.
    /// - Throws: `CancellationError`.
    package func current() async throws -> CallerIdentity? {
        guard let key = try await client.accessKeyID() else { return nil }
        if let identity = identity(of: key) { return identity }
        guard surroundings.uptime() >= silence else { return nil }
        await (asking ?? ask(for: key)).wait()
        try Task.checkCancellation()
        return identity(of: key)
    }

    private func identity(of key: String) -> CallerIdentity? {
        known.first { $0.key == key }?.identity
    }

    private func ask(for key: String) -> SharedTask {
        let begun = SharedTask(Task(executorPreference: surroundings.executor) { await self.learn(key) })
        asking = begun
        return begun
    }

    private func learn(_ key: String) async {
        defer { asking = nil }
        do {
            let identity = try await client.callerIdentity()
            // Other credentials may have taken their place meanwhile, and then it is not known whose answer this is.
            guard try await client.accessKeyID() == key else { return }
            known = known.suffix(Self.capacity - 1) + [(key, identity)]
            failures = 0
        } catch is CancellationError {
        } catch {
            failures += 1
            silence =
                surroundings.uptime()
                + Self.backoff.wait(after: failures, vendor: nil, random: surroundings.random())
        }
    }
}
