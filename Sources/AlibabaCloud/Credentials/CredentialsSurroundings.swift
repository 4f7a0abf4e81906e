package import BridgeCore
package import HTTPTransport

/// The world that credentials come from, handed in so that a test can replace it.
package struct CredentialsSurroundings: Sendable {
    /// The process's variables. Those with keys are among them: it prints as `<redacted>`.
    package var environment: [String: String]
    /// The home folder, without a slash at its end; `nil` if there is none.
    package var home: String?
    package var readFile: SecretReader
    /// Replaces a file as a whole.
    package var replaceFile: @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void
    package var run: CommandRunner
    package var http: any HTTPClient
    /// Where the instance's metadata is; `nil` is where it always is.
    package var metadata: Endpoint?
    package var securityToken: SecurityTokenHosts
    package var time: Surroundings

    package init(
        environment: [String: String], home: String?, readFile: @escaping SecretReader,
        replaceFile: @escaping @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void,
        run: @escaping CommandRunner, http: any HTTPClient, metadata: Endpoint? = nil,
        securityToken: SecurityTokenHosts, time: Surroundings
    ) {
        self.environment = environment
        self.home = home
        self.readFile = readFile
        self.replaceFile = replaceFile
        self.run = run
        self.http = http
        self.metadata = metadata
        self.securityToken = securityToken
        self.time = time
    }

    var exchange: CredentialsExchange { CredentialsExchange(http: http, surroundings: time) }

    /// How a session is called if nobody says otherwise.
    var sessionName: String { environment.setting("ALIBABA_CLOUD_ROLE_SESSION_NAME") ?? "checkbridge" }

    func securityTokenService(at location: SecurityTokenLocation) -> SecurityTokenService {
        SecurityTokenService(exchange: exchange, endpoint: securityToken.endpoint(for: location))
    }

    /// A file of settings, of a megabyte at most.
    func text(of path: String) throws(CredentialsError) -> String {
        let limit = 1 << 20
        let bytes: [UInt8]
        do { bytes = try readFile(path, limit + 1) } catch { throw .missing("the file cannot be read") }
        guard bytes.count <= limit else { throw .unusable("\(path) is larger than \(limit) bytes") }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension CredentialsSurroundings: CustomStringConvertible, CustomReflectable {
    package var description: String { "CredentialsSurroundings(<redacted>)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
