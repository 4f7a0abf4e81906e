package import BridgeCore

/// A RAM role and the session that is wanted of it.
package struct RAMRole: Sendable, Equatable {
    /// As in `acs:ram::123456789012:role/checkbridge`.
    package var arn: String
    /// How the vendor's audit log calls the session: 2 to 64 of `A-Za-z0-9.@-_`.
    package var sessionName: String?
    /// What the role asks for from a third party.
    package var externalID: Secret?
    /// A policy document that narrows the role, of at most 2048 characters.
    package var policy: String?
    /// 15 minutes at least; at most what the role allows.
    package var duration: Duration
    /// Which STS is asked; by default the account's.
    package var location: SecurityTokenLocation

    package init(
        arn: String, sessionName: String? = nil, externalID: Secret? = nil, policy: String? = nil,
        duration: Duration = .seconds(3600), location: SecurityTokenLocation = .init()
    ) {
        self.arn = arn
        self.sessionName = sessionName
        self.externalID = externalID
        self.policy = policy
        self.duration = duration
        self.location = location
    }
}

/// Where STS is asked: what a profile or the environment says of it.
package struct SecurityTokenLocation: Sendable, Equatable {
    /// As in `cn-hangzhou`; `nil` is the account's.
    package var region: String?
    /// Through the vendor's own network, which works within a VPC only.
    package var isInVPC: Bool

    package init(region: String? = nil, isInVPC: Bool = false) {
        self.region = region
        self.isInVPC = isInVPC
    }
}

extension RAMRole {
    /// How many roles may be assumed one with the other.
    package static let longestChain = 5
}
