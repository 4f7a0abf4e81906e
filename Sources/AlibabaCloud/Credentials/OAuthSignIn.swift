/// What a profile of the mode `OAuth` says: somebody signed in with the vendor's command line in a browser.
package struct OAuthSignIn: Sendable, Equatable {
    /// The command line's file, which holds the tokens and is given the new ones.
    package var file: String
    package var profile: String
    package var site: OAuthSite
}

/// The vendor's two OAuth services. Addresses and client ids are those that its SDKs and command line share.
package enum OAuthSite: String, Sendable {
    case china = "CN"
    case international = "INTL"

    var endpoint: Endpoint {
        switch self {
        case .china: Endpoint(authority: "oauth.aliyun.com")
        case .international: Endpoint(authority: "oauth.alibabacloud.com")
        }
    }

    var clientID: String {
        switch self {
        case .china: "4038181954557748008"
        case .international: "4103531455503354461"
        }
    }
}
