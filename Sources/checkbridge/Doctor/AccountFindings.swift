import AlibabaCloud
import BridgeCore

/// What was seen of an account, before anything is made of it.
struct AccountFindings: Sendable {
    var region: String
    /// Where the credentials come from, or why there are none.
    var origin: Result<CredentialsOrigin, Trouble>
    var endpoints: [EndpointFinding]
    /// `nil` if it was not asked.
    var identity: Result<CallerIdentity, SourceError>?
    /// How far this machine's clock is ahead of the vendor's; `nil` if no answer told.
    var skew: Duration?

    struct Trouble: Error, Sendable {
        var message: String
        /// What was tried and what each said.
        var tried: [CredentialsError.Attempt] = []
    }

    struct EndpointFinding: Sendable {
        var product: Product
        var endpoint: Endpoint
        var choice: Endpoints.Choice
    }

    /// Why it makes no sense to ask the vendor anything else; `nil` if it does.
    var obstacle: String? {
        if case .failure = origin { return "the account has no credentials" }
        guard case .failure(let error)? = identity else { return nil }
        if error.reason == .credentials { return "the vendor refuses the account's credentials" }
        return error.isAboutClock ? "the vendor refuses requests because of this machine's clock" : nil
    }

    /// - Parameter now: what the credentials' end is compared with.
    func checks(at now: Timestamp) -> [Check] {
        [credentialsCheck(now)] + (identity.map { [identityCheck($0)] } ?? [])
            + endpoints.map { $0.check(in: region) } + [clockCheck].compactMap { $0 }
    }

    private func credentialsCheck(_ now: Timestamp) -> Check {
        switch origin {
        case .failure(let trouble): trouble.check
        case .success(let origin): origin.check(at: now)
        }
    }

    private func identityCheck(_ identity: Result<CallerIdentity, SourceError>) -> Check {
        switch identity {
        case .success(let caller): caller.check
        case .failure(let error) where error.reason == .unavailable:
            .warning(
                .identity, nil, error.told,
                advice: "\(error.advice) Only this question and assumed roles need STS.", facts: error.facts)
        case .failure(let error): .failed(.identity, nil, error.told, advice: error.advice, facts: error.facts)
        }
    }

    private var clockCheck: Check? {
        guard let skew else { return nil }
        let seconds = abs(skew.milliseconds) / 1000
        let facts = [JSONMember.count("skew_ms", skew.milliseconds)]
        // Dates have whole seconds, and the answer took some time.
        guard seconds > 2 else { return .ok(.clock, nil, "the same as the vendor's, within 2 s", facts: facts) }
        let text = "\(seconds) s \(skew < .zero ? "behind" : "ahead of") the vendor's"
        let advice = "Set this machine's clock (NTP): signatures are refused from 15 minutes on."
        switch seconds {
        case ..<60: return .ok(.clock, nil, text, facts: facts)
        case ..<900: return .warning(.clock, nil, text, advice: advice, facts: facts)
        default: return .failed(.clock, nil, text, advice: advice, facts: facts)
        }
    }
}

extension AccountFindings.Trouble {
    fileprivate var check: Check {
        let said = tried.map { "\($0.provider): \($0.reason)" }
        return .failed(
            .credentials, nil, said.isEmpty ? message : "none found; asked \(said.joined(separator: "; "))",
            advice: "Set up one of the ways to sign in that Config/checkbridge.yaml shows.",
            facts: [.init("tried", .array(tried.map(\.json)))])
    }
}

extension CredentialsError.Attempt {
    fileprivate var json: JSONValue {
        .object([.text("provider", provider), .text("reason", reason)])
    }
}

extension CredentialsOrigin {
    fileprivate func check(at now: Timestamp) -> Check {
        let details = detail.map { ", \($0.name) \($0.value)" }.joined()
        let before = tried.map { "\($0.provider) (\($0.reason))" }.joined(separator: ", ")
        let text = "\(provider)\(details)" + (before.isEmpty ? "" : "; asked before: \(before)")
        var facts = [JSONMember.text("provider", provider), .init("tried", .array(tried.map(\.json)))]
        facts += detail.map { .text($0.name.replacing(" ", with: "_"), $0.value) }
        guard let expiry else { return .ok(.credentials, nil, text, facts: facts) }
        facts.append(.text("expiry", "\(expiry)"))
        guard expiry > now else {
            return .failed(
                .credentials, nil, "\(text); expired at \(expiry)", advice: "Provide new ones.", facts: facts)
        }
        return .ok(.credentials, nil, "\(text), until \(expiry)", facts: facts)
    }
}

extension CallerIdentity {
    /// Whether it is the account itself, which may do everything.
    private var isRoot: Bool { arn.hasSuffix(":root") }

    fileprivate var check: Check {
        let text = arn.isEmpty ? "account \(accountID)" : "\(arn), of account \(accountID)"
        let facts = [JSONMember.text("account_id", accountID), .text("arn", arn)]
        guard isRoot else { return .ok(.identity, nil, text, facts: facts) }
        return .warning(
            .identity, nil, "\(text): the account's own key, which may do everything",
            advice: "Make a RAM user with the policy that `checkbridge policy` prints, and use its key.", facts: facts)
    }
}

extension AccountFindings.EndpointFinding {
    fileprivate func check(in region: String) -> Check {
        let text = "\(endpoint.url), \(reason(region))"
        let facts = [JSONMember.text("product", product.key), .text("url", endpoint.url)]
        switch choice {
        case .configured where endpoint.isInTheClear:
            return .warning(
                .endpoint, product.displayName, text, advice: "http:// shows everything to whoever listens on the way.",
                facts: facts)
        case .configured, .region: return .ok(.endpoint, product.displayName, text, facts: facts)
        case .unknownRegion:
            return .warning(
                .endpoint, product.displayName, text,
                advice: "Check the account's region, or name the endpoint under endpoints.", facts: facts)
        }
    }

    private func reason(_ region: String) -> String {
        switch choice {
        case .configured: "as the configuration says"
        case .unknownRegion: "the central one, because the vendor's table does not have the region \(region)"
        case .region where endpoint.authority.hasPrefix("tds.ap-"):
            "the data centre outside the mainland, which serves \(region)"
        case .region where endpoint.authority.hasPrefix("tds.cn-"): "the mainland's data centre, which serves \(region)"
        case .region: "which serves \(region)"
        }
    }
}

extension Endpoint {
    fileprivate var isInTheClear: Bool {
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return scheme == .http && !URLRule.isLoopback(String(host))
    }
}

extension Product {
    /// Its name under an account's `endpoints`.
    fileprivate var key: String {
        switch self {
        case .securityCenter: "security_center"
        case .cloudFirewall: "cloud_firewall"
        case .sts: "sts"
        }
    }
}
