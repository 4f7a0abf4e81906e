package import BridgeCore

/// An access key from the configuration; secrets in files are read anew each time.
package struct StaticCredentials: CredentialsProvider {
    package let name = "static"
    private let accessKeyID: Secret
    private let accessKeySecret: Secret
    private let securityToken: Secret?
    private let file: SecretReader

    package init(
        accessKeyID: Secret, accessKeySecret: Secret, securityToken: Secret? = nil, file: @escaping SecretReader
    ) {
        self.accessKeyID = accessKeyID
        self.accessKeySecret = accessKeySecret
        self.securityToken = securityToken
        self.file = file
    }

    package func credentials() async throws -> Credentials {
        Credentials(
            accessKeyID: try read(accessKeyID, "access_key_id"),
            accessKeySecret: try read(accessKeySecret, "access_key_secret"),
            securityToken: try securityToken.map { try read($0, "security_token") })
    }

    private func read(_ secret: Secret, _ name: String) throws(CredentialsError) -> String {
        do {
            return try secret.read(file)
        } catch .empty(.literal) {
            throw .missing("\(name) is empty")
        } catch {
            throw .unusable(error.description)
        }
    }
}
