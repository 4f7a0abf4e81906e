/// Whose quota the calls of an account count against.
enum QuotaOwner: Hashable {
    /// The vendor's number of the account.
    case number(String)
    /// It is not known: the account is taken to be another one than all others.
    case name(String)
}

extension AccountConfiguration {
    var quotaOwner: QuotaOwner {
        (id ?? credentials.accountID).map(QuotaOwner.number) ?? .name(name)
    }
}

extension CredentialsSpec {
    /// The account that the credentials are of, where they say it: `acs:ram::<number>:role/<name>`.
    fileprivate var accountID: String? {
        switch self {
        case .role(let role, _), .oidc(let role, _, _):
            role.arn.split(separator: ":", omittingEmptySubsequences: false).dropFirst(3).first.map(String.init)
        case .default, .environment, .accessKey, .profile, .instanceRole, .uri: nil
        }
    }
}
