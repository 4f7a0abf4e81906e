/// What is remembered of a source beside its findings.
package struct SourceState: Sendable, Equatable {
    /// The vendor's id of the account that it speaks for, once that is known.
    package var accountID: String?
    /// The outage that was told about; `nil` while the source works.
    package var outage: Outage?

    package struct Outage: Sendable, Equatable {
        package var since: Timestamp
        package var failures: Int

        package init(since: Timestamp, failures: Int) {
            self.since = since
            self.failures = failures
        }
    }

    package init(accountID: String? = nil, outage: Outage? = nil) {
        self.accountID = accountID
        self.outage = outage
    }
}
