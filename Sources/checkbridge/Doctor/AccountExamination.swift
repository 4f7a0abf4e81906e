import AlibabaCloud
import Bridge
import BridgeCore
import HTTPTransport

/// Looks at one account and its sources.
struct AccountExamination: Sendable {
    private let account: AccountConfiguration
    private let sources: [SourceConfiguration]
    private let surroundings: DoctorSurroundings
    private let limit: Duration

    init(
        _ account: AccountConfiguration, _ sources: [SourceConfiguration], _ surroundings: DoctorSurroundings,
        _ limit: Duration
    ) {
        self.account = account
        self.sources = sources
        self.surroundings = surroundings
        self.limit = limit
    }

    func sections() async -> [DoctorReport.Section] {
        let watch = ClockWatch(surroundings.http, now: surroundings.now)
        do {
            let factory = try factory(watch)
            return try await sections(factory, factory.client(of: account.name), watch)
        } catch {
            let trouble = AccountFindings.Trouble(message: "\(error)")
            let findings = AccountFindings(region: account.region, origin: .failure(trouble), endpoints: [])
            return [section(findings)] + sources.map { skipped($0, "the account cannot be used") }
        }
    }

    /// Everything goes the way that it goes when the service runs, but is tried once only.
    private func factory(_ http: any HTTPClient) throws(WiringError) -> SourceFactory {
        let time = SystemTime()
        let (now, random): (@Sendable () -> Timestamp, @Sendable () -> UInt64) = (
            surroundings.now, { UInt64.random(in: .min ... .max) }
        )
        return try SourceFactory(
            [account], http: http, environment: surroundings.environment,
            surroundings: Surroundings(
                now: now, uptime: { time.uptime() }, sleep: { try await time.sleep(for: $0) }, random: random),
            options: options)
    }

    private var options: HTTPOptions {
        var options = APIClient.defaultOptions
        options.timeout = min(options.timeout, limit)
        options.connectTimeout = min(options.connectTimeout, limit)
        return options
    }

    private func sections(
        _ factory: SourceFactory, _ client: APIClient, _ watch: ClockWatch
    ) async throws(WiringError) -> [DoctorReport.Section] {
        var findings = AccountFindings(
            region: account.region, origin: await origin(client), endpoints: endpoints(of: client))
        if case .success = findings.origin { findings.identity = await identity(client) }
        var examined: [DoctorReport.Section] = []
        for source in sources {
            if let obstacle = findings.obstacle {
                examined.append(skipped(source, obstacle))
            } else {
                examined.append(await section(source, try factory.probed(source)))
            }
        }
        // STS may not have answered, but the others.
        findings.skew = watch.skew
        return [section(findings)] + examined
    }

    private func section(_ findings: AccountFindings) -> DoctorReport.Section {
        .init(
            kind: .account, name: account.name, remark: account.region, checks: findings.checks(at: surroundings.now()))
    }

    private func origin(_ client: APIClient) async -> Result<CredentialsOrigin, AccountFindings.Trouble> {
        await within(limit, else: .failure(.init(message: "no result within \(limit.text)"))) {
            do {
                return .success(try await client.credentialsOrigin())
            } catch CredentialsError.exhausted(let attempts) {
                return .failure(.init(message: "none found", tried: attempts))
            } catch {
                // Another error's own words may hold what must not be told.
                return .failure(.init(message: (error as? CredentialsError)?.description ?? "the provider failed"))
            }
        }
    }

    private func identity(_ client: APIClient) async -> Result<CallerIdentity, SourceError> {
        await within(limit * 2, else: .failure(Self.late(limit))) {
            do {
                return .success(try await client.callerIdentity())
            } catch {
                return .failure(error as? SourceError ?? Self.late(limit))
            }
        }
    }

    private static func late(_ limit: Duration) -> SourceError {
        SourceError(
            reason: .unavailable, code: "timeout", message: "no answer within \(limit.text)",
            operation: Action.getCallerIdentity.rawValue, advice: "Check the network, the proxy and the endpoints.")
    }

    private func endpoints(of client: APIClient) -> [EndpointFinding] {
        let products = Set(sources.flatMap(\.actions).map(\.product) + [.sts])
        return Product.allCases.filter(products.contains).map { product in
            .init(
                product: product, endpoint: client.endpoints[product], choice: client.endpoints.choice(of: product))
        }
    }

    private func section(_ source: SourceConfiguration, _ probed: any ProbedSource) async -> DoctorReport.Section {
        // A second question may wait for the first one's answer.
        let checks = await within(limit * 2, else: [Check.late(.call, limit * 2)]) {
            ((try? await probed.probe()) ?? []).map(\.check)
        }
        return section(source, checks)
    }

    private func skipped(_ source: SourceConfiguration, _ why: String) -> DoctorReport.Section {
        section(source, source.actions.map { .skipped(.call, $0.rawValue, why) })
    }

    private func section(_ source: SourceConfiguration, _ checks: [Check]) -> DoctorReport.Section {
        .init(kind: .source, name: source.name, remark: "\(source.typeWord), account \(account.name)", checks: checks)
    }
}
