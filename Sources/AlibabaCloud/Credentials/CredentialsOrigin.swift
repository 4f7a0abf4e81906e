package import BridgeCore

/// Where credentials came from, for the operator. Nothing in it is secret: of an access key's id only its ends show.
package struct CredentialsOrigin: Sendable, Equatable {
    /// What gave them, e.g. `environment`, `profile prod (RamRoleArn) of /root/.aliyun/config.json`.
    package var provider: String
    /// What is known of them, in the order to show it in.
    package var detail: [Fact]
    /// What was asked before and had none, in order.
    package var tried: [CredentialsError.Attempt]
    /// When they end; `nil` if they do not, or nobody said so.
    package var expiry: Timestamp?

    /// One thing that is known, e.g. `access key: LTAI…st0`.
    package struct Fact: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        provider: String, detail: [Fact] = [], tried: [CredentialsError.Attempt] = [], expiry: Timestamp? = nil
    ) {
        self.provider = provider
        self.detail = detail
        self.tried = tried
        self.expiry = expiry
    }

    /// The origin of `credentials`, whose masked key comes first among the facts.
    init(
        of credentials: Credentials, from provider: String, detail: [Fact] = [],
        tried: [CredentialsError.Attempt] = []
    ) {
        self.init(
            provider: provider, detail: [Fact("access key", credentials.maskedKeyID)] + detail, tried: tried,
            expiry: credentials.expiry)
    }
}

/// Credentials and where they came from.
package struct ResolvedCredentials: Sendable, Equatable {
    package var credentials: Credentials
    package var origin: CredentialsOrigin

    package init(_ credentials: Credentials, _ origin: CredentialsOrigin) {
        self.credentials = credentials
        self.origin = origin
    }

    /// What a provider of no more than `provider`'s name has to tell.
    init(_ credentials: Credentials, from provider: String, detail: [CredentialsOrigin.Fact] = []) {
        self.init(credentials, CredentialsOrigin(of: credentials, from: provider, detail: detail))
    }
}

extension Credentials {
    /// The id's first and last four characters: enough to tell keys apart, too little to use one.
    package var maskedKeyID: String {
        accessKeyID.count < 12 ? "***" : "\(accessKeyID.prefix(4))…\(accessKeyID.suffix(4))"
    }
}
