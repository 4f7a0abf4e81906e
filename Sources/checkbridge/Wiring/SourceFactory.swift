import AlibabaCloud
import Bridge
import BridgeCore
import HTTPTransport

/// Makes sources out of what the configuration says: one client for each account, shared by its sources.
struct SourceFactory {
    private let clients: [String: APIClient]
    private let accounts: [String: AccountConfiguration]

    init(
        _ accounts: [AccountConfiguration], http: any HTTPClient, environment: [String: String],
        surroundings: Surroundings
    ) throws(WiringError) {
        var clients: [String: APIClient] = [:]
        for account in accounts {
            clients[account.name] = APIClient(
                account: account.name, endpoints: try account.resolvedEndpoints,
                credentials: try account.credentials.provider(of: account.name, environment), http: http,
                limiter: RateLimiter(perSecond: Double(account.requestsPerSecond)), surroundings: surroundings)
        }
        self.clients = clients
        self.accounts = Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0) })
    }

    /// - Parameter baseline: what is told of what is there at first.
    func watched(
        _ source: SourceConfiguration, baseline: PollPolicy.Baseline
    ) throws(WiringError) -> WatchedSource {
        guard let client = clients[source.account], let account = accounts[source.account] else {
            throw WiringError("source \(source.name): there is no account \(source.account)")
        }
        var policy = PollPolicy()
        policy.baseline = baseline
        policy.vanishAfter = source.vanishAfter
        policy.suspectPolls = source.suspectPolls
        policy.failingAfter = source.failingAfter
        policy.filter = source.filter
        let identity = SourceIdentity(
            name: source.name, account: account.name, region: account.region, kind: source.findingKind)
        return WatchedSource(
            source: source.made(with: client, baseline), identity: identity, policy: policy, every: source.every)
    }
}

extension SourceConfiguration {
    fileprivate var findingKind: FindingKind {
        switch kind {
        case .riskChecks, .checkResults: .riskCheck
        case .aclChecks: .aclCheck
        }
    }

    fileprivate func made(with client: APIClient, _ baseline: PollPolicy.Baseline) -> any Source {
        switch kind {
        case .riskChecks(let checks):
            let filter = RiskCheckFilter(
                groupIDs: checks.groupIDs.compactMap(Int64.init), itemIDs: checks.itemIDs,
                assetTypes: checks.assetTypes, name: checks.name, queryFlag: checks.queryFlag)
            let source = RiskCheckSource(
                name: name, client: client,
                options: .init(filter: filter, pageSize: checks.pageSize, language: language.rawValue))
            guard isShadowed else { return source }
            let options = CheckResultSource.Options(pageSize: checks.pageSize, language: language.rawValue)
            return ShadowedSource(source, shadow: CheckResultSource(name: name, client: client, options: options))
        case .checkResults(let checks):
            let filter = CheckResultFilter(
                checkIDs: checks.checkIDs, assetTypes: checks.assetTypes, standardIDs: checks.standardIDs,
                vendors: checks.vendors, name: checks.name)
            let source = CheckResultSource(
                name: name, client: client,
                options: .init(filter: filter, pageSize: checks.pageSize, language: language.rawValue))
            guard isShadowed else { return source }
            let options = RiskCheckSource.Options(pageSize: checks.pageSize, language: language.rawValue)
            return ShadowedSource(source, shadow: RiskCheckSource(name: name, client: client, options: options))
        case .aclChecks(let checks):
            return AclCheckSource(
                name: name, client: client,
                options: .init(
                    aclTypes: checks.types, taskIDs: checks.taskIDs, pageSize: checks.pageSize,
                    language: language.rawValue, detailsAtBaseline: baseline == .emit))
        }
    }
}

extension AccountConfiguration {
    fileprivate var resolvedEndpoints: AlibabaCloud.Endpoints {
        get throws(WiringError) {
            var overrides: [Product: Endpoint] = [:]
            let named: [(Product, String?)] = [
                (.securityCenter, endpoints.securityCenter), (.cloudFirewall, endpoints.cloudFirewall),
                (.sts, endpoints.sts),
            ]
            for (product, text) in named {
                guard let text else { continue }
                guard let endpoint = Endpoint(parsing: text) else {
                    throw WiringError("account \(name): an endpoint is neither a host nor a URL of one")
                }
                overrides[product] = endpoint
            }
            return AlibabaCloud.Endpoints(region: region, overrides: overrides)
        }
    }
}

extension CredentialsSpec {
    /// - Throws: ``WiringError`` for a way to sign in that is not there yet.
    fileprivate func provider(
        of account: String, _ environment: [String: String]
    ) throws(WiringError) -> any CredentialsProvider {
        switch self {
        case .environment, .default: EnvironmentCredentials(environment)
        case .accessKey(let id, let secret, let token):
            StaticCredentials(
                accessKeyID: id, accessKeySecret: secret, securityToken: token, file: SecretFile.read)
        case .role, .oidc, .profile, .instanceRole, .uri:
            throw WiringError(
                "account \(account): this way to sign in is not supported by checkbridge \(Version.number); "
                    + "use an access key (also of STS, with its security_token) or the environment")
        }
    }
}

/// Why what the configuration says can not be put together.
struct WiringError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
