import BridgeCore

/// Makes providers out of plans.
package struct ProviderFactory: Sendable {
    private let surroundings: CredentialsSurroundings

    package init(_ surroundings: CredentialsSurroundings) {
        self.surroundings = surroundings
    }

    package func provider(of plan: CredentialsPlan) -> any CredentialsProvider {
        switch plan {
        case .officialChain: officialChain
        case .environment: EnvironmentCredentials(surroundings.environment)
        case .accessKey(let id, let secret, let token):
            StaticCredentials(
                accessKeyID: id, accessKeySecret: secret, securityToken: token, file: surroundings.readFile)
        case .role(let role, let source):
            refreshing(RoleSession(role: role, source: provider(of: source), surroundings: surroundings))
        case .oidc(let role, let providerARN, let file):
            refreshing(
                OIDCSession(role: role, providerARN: providerARN, tokenFile: file, surroundings: surroundings))
        case .profile(let name): profile(name)
        case .instanceRole(let role): refreshing(InstanceRoleSession(role: role, surroundings: surroundings))
        case .uri(let uri): refreshing(URISession(uri: uri, surroundings: surroundings))
        case .external(let command): refreshing(ExternalSession(command: command, surroundings: surroundings))
        case .cloudSSO(let signIn): refreshing(CloudSSOSession(signIn: signIn, surroundings: surroundings))
        case .oauth(let signIn): refreshing(OAuthSession(signIn, surroundings: surroundings))
        }
    }

    private func refreshing(_ source: any SessionSource) -> RefreshingCredentials {
        RefreshingCredentials(source, surroundings: surroundings.time)
    }
}

extension ProviderFactory {
    /// The vendor's order: environment, OIDC, the command line's file, the older file, ECS metadata, credentials URI.
    private var officialChain: CredentialsChain {
        let environment = surroundings.environment
        return CredentialsChain([
            provider(of: .environment), oidcOfTheEnvironment,
            environment.isOn("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")
                ? NoCredentials("profile of ~/.aliyun/config.json", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED is true")
                : commandLineProfile(nil),
            iniProfile(nil), provider(of: .instanceRole(nil)),
            environment.setting("ALIBABA_CLOUD_CREDENTIALS_URI").map { provider(of: .uri(.literal($0))) }
                ?? NoCredentials("credentials URI", "ALIBABA_CLOUD_CREDENTIALS_URI is not set"),
        ])
    }

    /// What the webhook of ACK puts into a pod.
    private var oidcOfTheEnvironment: any CredentialsProvider {
        let names = ["ALIBABA_CLOUD_OIDC_TOKEN_FILE", "ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"]
        let values = names.map { surroundings.environment.setting($0) }
        guard let file = values[0], let role = values[1], let identityProvider = values[2] else {
            let missing = zip(names, values).filter { $0.1 == nil }.map(\.0)
            let isWanted = missing.count < names.count
            return NoCredentials("OIDC", "\((isWanted ? missing : [names[0]]).joined(separator: ", ")) is not set")
        }
        return provider(of: .oidc(RAMRole(arn: role), providerARN: identityProvider, tokenFile: file))
    }

    /// A profile of the command line's file or, if it has none of that name, of the older one.
    private func profile(_ name: String?) -> any CredentialsProvider {
        CredentialsChain([commandLineProfile(name), iniProfile(name)], endsAtFailure: true)
    }

    private func commandLineProfile(_ name: String?) -> any CredentialsProvider {
        let file = CLIProfileFile(surroundings)
        return ProfileCredentials(name: "profile\(name.map { " \($0)" } ?? "") of \(file.shownPath)", makes: provider) {
            () throws(CredentialsError) in try file.plan(of: name)
        }
    }

    private func iniProfile(_ name: String?) -> any CredentialsProvider {
        let file = INIProfileFile(surroundings)
        return ProfileCredentials(name: "profile\(name.map { " \($0)" } ?? "") of \(file.shownPath)", makes: provider) {
            () throws(CredentialsError) in try file.plan(of: name)
        }
    }
}

/// Stands in a chain for what is not configured, and says so.
struct NoCredentials: CredentialsProvider {
    let name: String
    private let reason: String

    init(_ name: String, _ reason: String) {
        self.name = name
        self.reason = reason
    }

    func credentials() async throws -> Credentials {
        throw CredentialsError.missing(reason)
    }
}
