package import BridgeCore

/// A way to sign in, as the configuration, a profile or the environment says it.
package indirect enum CredentialsPlan: Sendable, Equatable {
    /// The vendor's default chain.
    case officialChain
    /// The environment's access key.
    case environment
    case accessKey(id: Secret, secret: Secret, securityToken: Secret?)
    case role(RAMRole, source: CredentialsPlan)
    case oidc(RAMRole, providerARN: String, tokenFile: String)
    /// A profile of the vendor's files; `nil` is the one that the environment or the file names.
    case profile(String?)
    /// The role of the ECS instance; `nil` asks which one it has.
    case instanceRole(String?)
    /// A URL that hands out credentials.
    case uri(Secret)
    /// A program that prints credentials.
    case external(command: Secret)
    case cloudSSO(CloudSSOSignIn)
    case oauth(OAuthSignIn)
}
