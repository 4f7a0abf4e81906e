import AlibabaCloud
import Bridge
import BridgeCore
import HTTPTransport

/// Makes sources out of what the configuration says: one client for each account, shared by its sources, and one rate
/// for each account of the vendor's, whatever it is called here.
struct SourceFactory {
    private let clients: [String: APIClient]
    private let identities: [String: CallerIdentities]
    private let accounts: [String: AccountConfiguration]

    init(
        _ accounts: [AccountConfiguration], http: any HTTPClient, environment: [String: String],
        surroundings: Surroundings, options: HTTPOptions = APIClient.defaultOptions
    ) throws(WiringError) {
        let credentials = CredentialsFactory(http: http, environment: environment, time: surroundings)
        var clients: [String: APIClient] = [:]
        let limiters = Self.limiters(for: accounts)
        for account in accounts {
            let limiter = limiters[account.quotaOwner] ?? RateLimiter()
            clients[account.name] = APIClient(
                account: account.name, endpoints: try account.resolvedEndpoints,
                credentials: credentials.provider(of: account), http: http, limiter: limiter, options: options,
                surroundings: surroundings)
        }
        self.clients = clients
        identities = clients.mapValues { CallerIdentities($0, surroundings: surroundings) }
        self.accounts = Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0) })
    }

    /// What asks the vendor in the account's name, once for each question.
    func client(of account: String) throws(WiringError) -> APIClient {
        guard let client = clients[account] else { throw WiringError("there is no account \(account)") }
        return client.tryingOnce()
    }

    /// The source, for whoever wants to know at once whether it would work.
    func probed(_ source: SourceConfiguration) throws(WiringError) -> any ProbedSource {
        source.made(with: try client(of: source.account), .summary)
    }

    /// Where several entries are the same account of the vendor's, the smallest of their rates is safe.
    static func limiters(for accounts: [AccountConfiguration]) -> [QuotaOwner: RateLimiter] {
        let rates = accounts.map { ($0.quotaOwner, Double($0.requestsPerSecond)) }
        return Dictionary(rates, uniquingKeysWith: min).mapValues(RateLimiter.init(perSecond:))
    }

    /// - Parameter baseline: what is told of what is there at first.
    func watched(
        _ source: SourceConfiguration, baseline: PollPolicy.Baseline
    ) throws(WiringError) -> WatchedSource {
        guard let client = clients[source.account], let account = accounts[source.account],
            let identities = identities[source.account]
        else {
            throw WiringError("source \(source.name): there is no account \(source.account)")
        }
        var policy = PollPolicy()
        policy.baseline = baseline
        policy.vanishAfter = source.vanishAfter
        policy.suspectPolls = source.suspectPolls
        policy.failingAfter = source.failingAfter
        policy.staleAfter = source.staleAfter
        policy.filter = source.filter
        let identity = SourceIdentity(
            name: source.name, account: account.name, region: account.region, kind: source.findingKind)
        return WatchedSource(
            source: AccountBoundSource(
                source.made(with: client, baseline), identities: identities, expected: account.id),
            identity: identity, policy: policy, every: source.every)
    }
}

extension SourceConfiguration {
    fileprivate var findingKind: FindingKind {
        switch kind {
        case .riskChecks, .checkResults: .riskCheck
        case .aclChecks: .aclCheck
        }
    }

    fileprivate func made(with client: APIClient, _ baseline: PollPolicy.Baseline) -> any ProbedSource {
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

/// Why what the configuration says can not be put together.
struct WiringError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
