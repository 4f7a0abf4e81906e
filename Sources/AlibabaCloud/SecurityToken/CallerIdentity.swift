import BridgeCore

/// Who the credentials stand for, as the vendor says: the answer of GetCallerIdentity, which needs no permission.
package struct CallerIdentity: Sendable, Equatable {
    /// The vendor's id of the account.
    package var accountID: String
    /// As in `acs:ram::123456789012:assumed-role/checkbridge/session`.
    package var arn: String
    /// `Account`, `RAMUser`, `AssumedRoleUser`.
    package var type: String

    package init(accountID: String, arn: String = "", type: String = "") {
        self.accountID = accountID
        self.arn = arn
        self.type = type
    }

    init(decoding bytes: [UInt8]) throws(AnswerError) {
        self.init(accountID: "")
        try JSONScanner.answer(bytes) { (name, scanner) throws(JSONError) in
            switch name {
            case "AccountId": accountID = try scanner.text() ?? ""
            case "Arn": arn = try scanner.text() ?? ""
            case "IdentityType": type = try scanner.text() ?? ""
            default: try scanner.skip()
            }
        }
        // It names an account in the cursor: what does not look like one is none.
        guard !accountID.isEmpty, accountID.utf8.count <= 64 else { throw .missing("AccountId") }
    }
}

extension APIClient {
    /// Asks the vendor who the account's credentials stand for.
    /// - Throws: ``SourceError``, or `CancellationError`.
    package func callerIdentity() async throws -> CallerIdentity {
        try await answer(to: APICall(.getCallerIdentity)) { bytes throws(AnswerError) in
            try CallerIdentity(decoding: bytes)
        }
    }
}
