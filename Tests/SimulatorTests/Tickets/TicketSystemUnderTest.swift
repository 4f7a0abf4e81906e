import BridgeCore
import HTTPTransport
import Sinks
import Testing

/// A sink that makes tickets, and the fake that takes them.
struct TicketSystemUnderTest: Sendable, CustomTestStringConvertible {
    /// The fake's name in the simulator.
    var name: String
    /// The fake's words.
    var open = "open"
    var closed = "closed"
    var make: @Sendable (any HTTPClient, Timestamp) throws -> any Sink

    var testDescription: String { name }

    static let all = [gitHub]

    static let gitHub = TicketSystemUnderTest(name: "github") { client, now in
        let connection = HTTPConnection(name: "issues", url: .literal("http://127.0.0.1:1/github"))
        return try ConversationSink<GitHubIssues>(
            .init(connection: connection, repository: "acme/security", token: .literal("simulated-github")),
            client: client, file: { _, _ in [] }, now: { now })
    }
}
