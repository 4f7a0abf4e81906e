/// Where snapshots come from: one entry of `sources:` in the configuration.
package protocol Source: Sendable {
    /// The name in the configuration.
    var name: String { get }
    /// Asks the vendor once for everything that the source is about.
    /// - Parameter known: what the cursor holds of each scope, so that only what differs need be decoded. It must not be
    ///   kept after the call.
    /// - Throws: ``SourceError`` if nothing at all could be learnt, `CancellationError` if the task was cancelled.
    func poll(knowing known: [Scope: FindingTable]) async throws -> Poll
}

/// What one poll of a source brought.
package struct Poll: Sendable {
    /// The vendor's id of the account that answered; `nil` if it is not known.
    package var accountID: String?
    package var snapshots: [Snapshot]
    /// What could not be learnt although it was asked for. Any entry makes the poll a failed one, but what the
    /// snapshots say counts.
    package var failures: [SourceError]
    /// What else the operator should read, in whole lines; they decide nothing.
    package var remarks: [String] = []

    package init(accountID: String? = nil, snapshots: [Snapshot], failures: [SourceError] = []) {
        self.accountID = accountID
        self.snapshots = snapshots
        self.failures = failures
    }
}

/// Why the vendor did not answer as asked.
package struct SourceError: Error, Sendable, Equatable {
    package var reason: Reason
    /// The vendor's `Code`, or a word of ours such as `timeout` where no answer came.
    package var code: String
    /// The vendor's own words or what happened on the way; redacted, at most 500 bytes.
    package var message: String
    package var requestID: String?
    /// What was asked, e.g. `DescribeAclCheck (NAT/PolicyDuplicate, page 3) at cloudfw.aliyuncs.com`.
    package var operation: String
    /// What the operator can do about it.
    package var advice: String

    package enum Reason: String, Sendable {
        /// No (usable) answer came: network, time-out, 5xx, throttled too long, not JSON.
        case unavailable
        /// The credentials are wrong, expired or missing.
        case credentials
        /// The credentials are right but may not do this.
        case permission
        /// The vendor says that this API is gone.
        case retired
        /// Another account answered than the one that the cursor knows.
        case otherAccount = "other_account"
        /// We asked wrongly.
        case request
    }

    package init(
        reason: Reason, code: String, message: String, requestID: String? = nil, operation: String, advice: String
    ) {
        self.reason = reason
        self.code = code
        self.message = message
        self.requestID = requestID
        self.operation = operation
        self.advice = advice
    }
}

extension SourceError: CustomStringConvertible {
    package var description: String {
        let request = requestID.map { " (request \($0))" } ?? ""
        return "\(operation): \(code): \(message)\(request). \(advice)"
    }
}
