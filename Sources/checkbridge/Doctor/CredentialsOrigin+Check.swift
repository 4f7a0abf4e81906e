import AlibabaCloud
import BridgeCore

extension AccountFindings.Trouble {
    var check: Check {
        let advice =
            tried.isEmpty
            ? "Check the account's credentials in the configuration."
            : "Set up one of the ways to sign in that Config/checkbridge.yaml shows."
        var check = Check.failed(
            .credentials, nil, message, advice: advice, facts: [.init("tried", .array(tried.map(\.json)))])
        check.notes = tried.map { "\($0.provider): \($0.reason)" }
        return check
    }
}

extension CredentialsError.Attempt {
    fileprivate var json: JSONValue {
        .object([.text("provider", provider), .text("reason", reason)])
    }
}

extension CredentialsOrigin {
    func check(at now: Timestamp) -> Check {
        var check = expiry.map { self.check(at: now, end: $0) } ?? .ok(.credentials, nil, text)
        check.notes = tried.map { "asked before: \($0.provider): \($0.reason)" }
        check.facts = facts
        return check
    }

    private func check(at now: Timestamp, end: Timestamp) -> Check {
        end > now
            ? .ok(.credentials, nil, "\(text), until \(end)")
            : .failed(.credentials, nil, "\(text); expired at \(end)", advice: "Provide new ones.")
    }

    private var text: String { provider + detail.map { ", \($0.name) \($0.value)" }.joined() }

    private var facts: [JSONMember] {
        [.text("provider", provider), .init("tried", .array(tried.map(\.json)))]
            + detail.map { .text($0.name.replacing(" ", with: "_"), $0.value) }
            + (expiry.map { [.text("expiry", "\($0)")] } ?? [])
    }
}

extension CallerIdentity {
    /// Whether it is the account itself, which may do everything.
    private var isRoot: Bool { arn.hasSuffix(":root") }

    var check: Check {
        let text = arn.isEmpty ? "account \(accountID)" : "\(arn), of account \(accountID)"
        let facts = [JSONMember.text("account_id", accountID), .text("arn", arn)]
        guard isRoot else { return .ok(.identity, nil, text, facts: facts) }
        return .warning(
            .identity, nil, "\(text): the account's own key, which may do everything",
            advice: "Make a RAM user with the policy that `checkbridge policy` prints, and use its key.", facts: facts)
    }
}
