import BridgeCore

/// Credentials as the vendor's services and tools write them in JSON, each with names of its own.
struct SessionAnswer: Sendable {
    let id: String
    let secret: String
    let token: String
    let expiration: String

    /// STS, the metadata service, a credentials URI and CloudSSO.
    static let service = SessionAnswer(
        id: "AccessKeyId", secret: "AccessKeySecret", token: "SecurityToken", expiration: "Expiration")
    /// The OAuth service.
    static let oauth = SessionAnswer(
        id: "accessKeyId", secret: "accessKeySecret", token: "securityToken", expiration: "expiration")
    /// An external command.
    static let command = SessionAnswer(
        id: "access_key_id", secret: "access_key_secret", token: "sts_token", expiration: "expiration")

    /// - Parameter needsToken: whether an access key without one is none.
    /// - Throws: what is wrong, without a value.
    func credentials(in json: JSONValue?, needsToken: Bool = true) throws(SessionAnswerFault) -> Credentials {
        let found = json.map { read($0) }
        guard let found, !found.accessKeyID.isEmpty, !found.accessKeySecret.isEmpty else {
            throw SessionAnswerFault("the answer has no access key")
        }
        if needsToken, found.securityToken == nil { throw SessionAnswerFault("the answer has no \(token)") }
        return found
    }

    private func read(_ json: JSONValue) -> Credentials {
        Credentials(
            accessKeyID: text(id, in: json) ?? "", accessKeySecret: text(secret, in: json) ?? "",
            securityToken: text(token, in: json), expiry: text(expiration, in: json).flatMap { Timestamp(rfc3339: $0) })
    }

    private func text(_ name: String, in json: JSONValue) -> String? {
        json[name]?.text.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// Why an answer holds no credentials; it never quotes the answer.
struct SessionAnswerFault: Error, Sendable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
