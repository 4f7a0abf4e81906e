import BridgeCore

/// A role as STS is asked for it: every secret read, every blank filled. It prints as `<redacted>`.
struct RoleRequest: Sendable {
    let arn: String
    let sessionName: String
    private let externalID: String?
    private let policy: String?
    private let seconds: Int64

    /// - Parameter sessionName: what the session is called if the role does not say.
    /// - Throws: ``CredentialsError``: the external id cannot be read.
    init(_ role: RAMRole, sessionName: String, file: SecretReader) throws(CredentialsError) {
        arn = role.arn
        self.sessionName = role.sessionName ?? sessionName
        policy = role.policy
        seconds = role.duration.components.seconds
        do {
            externalID = try role.externalID.map { (secret) throws(SecretError) in try secret.read(file) }
        } catch {
            throw .unusable("external_id: \(error.description)")
        }
    }

    var secrets: [String] { [externalID ?? ""] }

    var parameters: [QueryParameter] {
        var parameters: [QueryParameter] = []
        parameters.append("RoleArn", arn)
        parameters.append("RoleSessionName", sessionName)
        parameters.append("DurationSeconds", seconds)
        parameters.append("Policy", ifPresent: policy)
        parameters.append("ExternalId", ifPresent: externalID)
        return parameters
    }
}

extension RoleRequest: CustomStringConvertible, CustomReflectable {
    var description: String { "RoleRequest(<redacted>)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
