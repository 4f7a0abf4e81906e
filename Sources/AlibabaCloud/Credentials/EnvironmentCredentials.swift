import BridgeCore

/// The access key that the vendor's tools read from the environment.
package struct EnvironmentCredentials: CredentialsProvider {
    package let name = "environment"
    private let environment: [String: String]

    /// - Parameter environment: the process's variables; only the three below are kept.
    package init(_ environment: [String: String]) {
        self.environment = environment.filter { [Self.id, Self.secret, Self.token].contains($0.key) }
    }

    private static let id = "ALIBABA_CLOUD_ACCESS_KEY_ID"
    private static let secret = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
    private static let token = "ALIBABA_CLOUD_SECURITY_TOKEN"

    package func credentials() async throws -> Credentials {
        Credentials(
            accessKeyID: try required(Self.id), accessKeySecret: try required(Self.secret),
            securityToken: environment[Self.token].flatMap { $0.isEmpty ? nil : $0 })
    }

    private func required(_ variable: String) throws(CredentialsError) -> String {
        guard let value = environment[variable]?.trimmed, !value.isEmpty else {
            throw .missing("\(variable) is not set")
        }
        return value
    }
}

extension EnvironmentCredentials: CustomStringConvertible, CustomReflectable {
    package var description: String { "EnvironmentCredentials(<redacted>)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
