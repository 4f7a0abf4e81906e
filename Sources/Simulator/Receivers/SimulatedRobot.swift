/// A DingTalk robot and how it is protected.
package struct SimulatedRobot: Sendable, CustomStringConvertible {
    package var accessToken: String
    /// The `SEC…` secret that messages must be signed with; `nil` asks for no signature.
    package var secret: String?
    /// At least one of these must stand in a message; none asks for nothing.
    package var keywords: [String]

    package init(accessToken: String, secret: String? = nil, keywords: [String] = []) {
        (self.accessToken, self.secret, self.keywords) = (accessToken, secret, keywords)
    }

    package var description: String { "SimulatedRobot(<redacted>)" }

    /// The robot of the demo and of `simulate`.
    package static let simulated = SimulatedRobot(accessToken: "simulated", secret: "SECsimulated0123456789abcdef")
}

/// How many messages a DingTalk robot takes, and what happens then.
package struct DingTalkLimit: Sendable, Equatable {
    package var messages: Int
    package var window: Duration
    /// For how long it refuses everything once it was asked too often.
    package var penalty: Duration

    package init(messages: Int, window: Duration, penalty: Duration) {
        (self.messages, self.window, self.penalty) = (messages, window, penalty)
    }

    /// What the documentation says: 20 a minute, then 10 minutes of silence.
    package static let documented = DingTalkLimit(messages: 20, window: .seconds(60), penalty: .seconds(600))
}
