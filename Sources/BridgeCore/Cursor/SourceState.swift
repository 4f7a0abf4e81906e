/// What is remembered of a source beside its findings.
package struct SourceState: Sendable, Equatable {
    /// The vendor's id of the account that it speaks for, once that is known.
    package var accountID: String?
    package var health: Health
    /// What was said to be stale and has not been seen fresh since.
    package var stale: Set<Staleness> = []

    /// How its polls have been going. It outlives the process, so that many short runs see an outage as one long run does.
    package enum Health: Sendable, Equatable {
        case working
        /// The last polls failed, but too few of them to be told.
        case faltering(Outage)
        /// So many that it was told.
        case failing(Outage)
    }

    package struct Outage: Sendable, Equatable {
        package var since: Timestamp
        package var failures: Int

        package init(since: Timestamp, failures: Int) {
            self.since = since
            self.failures = failures
        }
    }

    /// - Parameter outage: the outage that was told about.
    package init(accountID: String? = nil, outage: Outage? = nil) {
        self.init(accountID: accountID, health: outage.map(Health.failing) ?? .working)
    }

    package init(accountID: String? = nil, health: Health, stale: Set<Staleness> = []) {
        self.accountID = accountID
        self.health = health
        self.stale = stale
    }

    /// The outage that was told about; `nil` while the source works, as far as anybody was told.
    package var outage: Outage? {
        if case .failing(let outage) = health { outage } else { nil }
    }
}
