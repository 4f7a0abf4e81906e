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
