import BridgeCore

/// Temporary credentials, renewed ahead of their end. There is one renewal at a time, shared by all who wait for it.
package actor RefreshingCredentials: CredentialsProvider {
    package nonisolated let name: String
    private let source: any SessionSource
    private let surroundings: Surroundings
    private var lease = SessionLease()
    private var renewal: SharedTask?

    package init(_ source: any SessionSource, surroundings: Surroundings) {
        name = source.name
        self.source = source
        self.surroundings = surroundings
    }

    package func credentials() async throws -> Credentials {
        try await resolved().credentials
    }

    package func resolved() async throws -> ResolvedCredentials {
        while true {
            try Task.checkCancellation()
            switch lease.step(now: surroundings.now(), uptime: surroundings.uptime()) {
            case .use(let resolved): return resolved
            case .fail(let error): throw error
            case .renew: await (renewal ?? begin()).wait()
            }
        }
    }

    package func discard(_ credentials: Credentials) async {
        lease.refused(credentials, now: surroundings.now())
    }

    private func begin() -> SharedTask {
        let begun = SharedTask(Task(executorPreference: surroundings.executor) { await self.renew() })
        renewal = begun
        return begun
    }

    private func renew() async {
        do {
            accept(try await source.session())
        } catch let error as CredentialsError {
            fail(error)
        } catch is CancellationError {
        } catch {
            // Another error's own words may hold what must not be told.
            fail(.unusable("\(name) failed"))
        }
        renewal = nil
    }

    private func accept(_ resolved: ResolvedCredentials) {
        let now = surroundings.now()
        if let expiry = resolved.credentials.expiry, expiry <= now {
            return fail(.unusable("those of \(name) ended at \(expiry), before they came: check this machine's clock"))
        }
        lease.renewed(resolved, now: now)
    }

    private func fail(_ error: CredentialsError) {
        lease.failed(error, uptime: surroundings.uptime(), random: surroundings.random())
    }
}
