/// What the operator can do if STS gives no session.
enum SecurityTokenAdvice {
    static func assumeRole(code: String, _ cause: FailureCause) -> String {
        switch cause {
        case .denied:
            "Allow sts:AssumeRole to the identity that assumes the role, and name it in the role's trust policy; "
                + "the account's root user can not assume roles."
        case .key, .token, .signature: "Check the credentials that the role is assumed with."
        case .throttled, .outage, .replayed, .clock, .notPurchased, .retired, .request: common(code, cause)
        }
    }

    static func assumeRoleWithOIDC(code: String, _ cause: FailureCause) -> String {
        if code.hasPrefix("AuthenticationFail") || code.contains("OIDC") {
            return "Check that the token's issuer and audience are those of the OIDC provider, that the role trusts "
                + "it for this service account, and that the token has not expired."
        }
        return cause == .denied
            ? "Name the OIDC provider and the token's subject in the role's trust policy." : common(code, cause)
    }

    private static func common(_ code: String, _ cause: FailureCause) -> String {
        if code.hasPrefix("EntityNotExist") { return "Check the ARN: there is no such role or provider." }
        if code.hasSuffix("DurationSeconds") { return "Shorten the session: the role allows less." }
        switch cause {
        case .throttled, .outage, .replayed: return "It usually passes by itself."
        case .clock: return "This machine's clock must be within 15 minutes of the vendor's: check it."
        case .key, .token, .signature, .denied, .notPurchased, .retired, .request:
            return "Check what the account's credentials say of the role."
        }
    }
}
