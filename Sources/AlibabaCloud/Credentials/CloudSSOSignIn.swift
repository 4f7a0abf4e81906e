package import BridgeCore

/// What a profile of the mode `CloudSSO` says: somebody signed in with the vendor's command line.
package struct CloudSSOSignIn: Sendable, Equatable {
    /// Of the portal; only scheme and host count.
    package var url: String
    package var accountID: String
    package var accessConfiguration: String
    package var accessToken: Secret
    package var accessTokenExpiry: Timestamp
}
