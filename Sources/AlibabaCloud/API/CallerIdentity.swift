import BridgeCore

/// Whose credentials they are, as STS tells it.
package struct CallerIdentity: Sendable, Equatable {
    /// The account's number at the vendor.
    package var accountID: String
    /// As in `acs:ram::1234567890123456:user/checkbridge`.
    package var arn: String

    package init(accountID: String, arn: String) {
        self.accountID = accountID
        self.arn = arn
    }

    /// Whether they are the account's own, which may do everything.
    package var isRoot: Bool { arn.hasSuffix(":root") }

    init(decoding bytes: [UInt8]) throws(AnswerError) {
        let json: JSONValue
        do { json = try JSONValue(parsing: bytes) } catch { throw .notJSON(error) }
        guard let accountID = json["AccountId"]?.text, !accountID.isEmpty else { throw .missing("AccountId") }
        self.init(accountID: accountID, arn: json["Arn"]?.text ?? "")
    }
}

extension APIClient {
    /// Asks STS; that needs no permission.
    /// - Throws: ``SourceError`` or `CancellationError`.
    package func callerIdentity() async throws -> CallerIdentity {
        try await answer(to: APICall(.getCallerIdentity)) { bytes throws(AnswerError) in
            try CallerIdentity(decoding: bytes)
        }
    }
}
