package import BridgeCore

/// When temporary credentials are used, renewed or given up: decisions over what is held, and nothing else.
package struct SessionLease: Sendable {
    private var held: Held?
    private var outage: Outage?

    private struct Held {
        var resolved: ResolvedCredentials
        var obtained: Timestamp
        /// The vendor does not take them any more.
        var isRefused = false

        private var expiry: Timestamp? { resolved.credentials.expiry }

        /// A third of the term before its end, which leaves even sessions of 15 minutes ten minutes of peace.
        var renewal: Timestamp {
            guard let expiry else { return obtained + SessionLease.unknownTerm }
            let margin = min(SessionLease.longestMargin, (expiry - obtained) / 3)
            return expiry + (.zero - margin)
        }

        func isUsable(at now: Timestamp) -> Bool {
            !isRefused && expiry.map { now < $0 } ?? true
        }
    }

    private struct Outage {
        var failures: Int
        /// No renewal is tried before that, on the clock that is never set.
        var end: Duration
        var error: CredentialsError
    }

    /// What to do for somebody who wants credentials.
    package enum Step: Sendable, Equatable {
        case use(ResolvedCredentials)
        case renew
        case fail(CredentialsError)
    }

    /// The longest time before the end at which a renewal is due, as in the vendor's SDK.
    package static let longestMargin = Duration.seconds(15 * 60)
    /// Credentials whose end nobody told are asked for again this often.
    package static let unknownTerm = Duration.seconds(15 * 60)
    /// Credentials younger than that are not renewed because they are refused: others would fare no better.
    package static let youth = Duration.seconds(30)
    /// How long a renewal is not tried again after it failed.
    private static let backoff = PollRetry(base: .seconds(1), longest: .seconds(300))

    package init() {}

    package func step(now: Timestamp, uptime: Duration) -> Step {
        if let held, !held.isRefused, now < held.renewal { return .use(held.resolved) }
        guard let outage, uptime < outage.end else { return .renew }
        guard let held, held.isUsable(at: now) else { return .fail(outage.error) }
        return .use(held.resolved)
    }

    /// Takes what a renewal brought.
    package mutating func renewed(_ resolved: ResolvedCredentials, now: Timestamp) {
        held = Held(resolved: resolved, obtained: now)
        outage = nil
    }

    /// A renewal failed: what is held is used while it lasts.
    package mutating func failed(_ error: CredentialsError, uptime: Duration, random: UInt64) {
        let failures = (outage?.failures ?? 0) + 1
        let wait = Self.backoff.wait(after: failures, vendor: nil, random: random)
        outage = Outage(failures: failures, end: uptime + wait, error: error)
    }

    /// The vendor refused `credentials`.
    package mutating func refused(_ credentials: Credentials, now: Timestamp) {
        guard let held, held.resolved.credentials == credentials, now - held.obtained >= Self.youth else { return }
        self.held?.isRefused = true
    }
}
