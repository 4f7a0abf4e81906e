import AlibabaCloud
import BridgeCore
import Foundation
import HTTPTransport

/// Makes the credentials of accounts: where the ways to sign in meet the machine's files, variables and programs.
struct CredentialsFactory {
    private let http: any HTTPClient
    private let environment: [String: String]
    private let time: Surroundings

    init(http: any HTTPClient, environment: [String: String], time: Surroundings) {
        self.http = http
        self.environment = environment
        self.time = time
    }

    func provider(of account: AccountConfiguration) -> any CredentialsProvider {
        ProviderFactory(surroundings(of: account)).provider(of: account.credentials.plan)
    }

    private func surroundings(of account: AccountConfiguration) -> CredentialsSurroundings {
        CredentialsSurroundings(
            environment: environment, home: home, readFile: SecretFile.read, replaceFile: Self.replace,
            run: CommandProcess.run, http: http, metadata: account.endpoints.metadata.flatMap(Endpoint.init(parsing:)),
            securityToken: SecurityTokenHosts(
                region: account.region, override: account.endpoints.sts.flatMap(Endpoint.init(parsing:)),
                environment: environment),
            time: time)
    }

    /// As the vendor's SDKs look for it: two variables, then the user database.
    private var home: String? {
        let named = ["HOME", "HOMEPATH"].compactMap { environment[$0] }.first { !$0.isEmpty }
        let home = named ?? FileManager.default.homeDirectoryForCurrentUser.path
        return home.hasSuffix("/") ? String(home.dropLast()) : home
    }

    /// The file holds keys: nobody else may read it, not even for a moment.
    @Sendable private static func replace(_ path: String, _ bytes: [UInt8]) throws {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let draft = file.deletingLastPathComponent().appendingPathComponent(".\(file.lastPathComponent).\(UUID())")
        let isMade = FileManager.default.createFile(
            atPath: draft.path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
        guard rename(draft.path, file.path) == 0 else {
            try? FileManager.default.removeItem(at: draft)
            throw CocoaError(.fileWriteUnknown)
        }
    }
}

extension CredentialsSpec {
    fileprivate var plan: CredentialsPlan {
        switch self {
        case .default: .officialChain
        case .environment: .environment
        case .accessKey(let id, let secret, let token): .accessKey(id: id, secret: secret, securityToken: token)
        case .role(let role, let source): .role(role.wanted, source: source.plan)
        case .oidc(let role, let providerARN, let tokenFile):
            .oidc(role.wanted, providerARN: providerARN, tokenFile: tokenFile)
        case .profile(let name): .profile(name)
        case .instanceRole(let name): .instanceRole(name)
        case .uri(let uri): .uri(uri)
        }
    }
}

extension CredentialsSpec.Role {
    fileprivate var wanted: RAMRole {
        RAMRole(arn: arn, sessionName: sessionName, externalID: externalID, policy: policy, duration: duration)
    }
}
