import BridgeCore

/// What a sign-in by OAuth lives on. It prints as `<redacted>`.
struct OAuthTokens: Sendable, Equatable {
    /// Good for one renewal.
    var refresh: String?
    var access: String?
    /// Of the access token.
    var expiry: Timestamp?

    /// As the vendor's SDKs do: renewed in the last 20 minutes.
    func isDue(at now: Timestamp) -> Bool {
        guard access != nil, let expiry else { return true }
        return expiry - now <= .seconds(1200)
    }

    /// As the command line's file has them.
    var members: [JSONMember] {
        [
            JSONMember("oauth_refresh_token", .string(refresh ?? "")),
            JSONMember("oauth_access_token", .string(access ?? "")),
            JSONMember("oauth_access_token_expire", .number("\(expiry?.seconds ?? 0)")),
        ]
    }
}

extension OAuthTokens: CustomStringConvertible, CustomReflectable {
    var description: String { "OAuthTokens(<redacted>)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
