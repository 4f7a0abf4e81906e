/// An access key from the configuration; secrets in files are read anew each time.
package struct StaticCredentials: CredentialsProvider {
    package let name = "static"
    private let accessKeyID: SecretSource
    private let accessKeySecret: SecretSource
    private let securityToken: SecretSource?

    package init(accessKeyID: SecretSource, accessKeySecret: SecretSource, securityToken: SecretSource? = nil) {
        self.accessKeyID = accessKeyID
        self.accessKeySecret = accessKeySecret
        self.securityToken = securityToken
    }

    package func credentials() async throws -> Credentials {
        let credentials = Credentials(
            accessKeyID: try accessKeyID.read().trimmed, accessKeySecret: try accessKeySecret.read().trimmed,
            securityToken: try securityToken?.read().trimmed)
        guard !credentials.accessKeyID.isEmpty else { throw CredentialsError.missing("access_key_id is empty") }
        guard !credentials.accessKeySecret.isEmpty else { throw CredentialsError.missing("access_key_secret is empty") }
        return credentials
    }
}
