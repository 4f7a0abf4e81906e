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
    var make: @Sendable (any HTTPClient, Timestamp?, @escaping @Sendable () -> Timestamp) throws -> any Sink

    /// Where two of them have the same fake.
    var title: String?

    var testDescription: String { title ?? name }

    static let all = [gitHub, gitLab, jiraCloud, jiraDataCenter, serviceNow, desk]

    static let gitHub = TicketSystemUnderTest(name: "github") { client, since, now in
        let connection = HTTPConnection(name: "issues", url: .literal("http://127.0.0.1:1/github"))
        return try ConversationSink<GitHubIssues>(
            .init(connection: connection, repository: "acme/security", token: .literal("simulated-github")),
            client: client, file: { _, _ in [] }, since: since, now: now)
    }

    static let gitLab = TicketSystemUnderTest(name: "gitlab", open: "opened") { client, since, now in
        let connection = HTTPConnection(name: "issues", url: .literal("http://127.0.0.1:1/gitlab"))
        return try ConversationSink<GitLabIssues>(
            .init(connection: connection, project: "acme/security", token: .literal("simulated-gitlab")),
            client: client, file: { _, _ in [] }, since: since, now: now)
    }

    static let jiraCloud = jira(.cloud)
    static let jiraDataCenter = jira(.datacenter)

    static func jira(
        _ api: JiraAPI, project: String = "SEC", fields: [JSONMember] = [], token: Secret = .literal("simulated-jira"),
        closing: String? = nil, resolution: String? = nil, file: @escaping SecretReader = { _, _ in [] }
    ) -> TicketSystemUnderTest {
        TicketSystemUnderTest(
            name: "jira", open: "To Do", closed: "Done",
            make: { client, since, now in
                try ConversationSink<Jira>(
                    .init(
                        connection: HTTPConnection(name: "issues", url: .literal("http://127.0.0.1:1/jira")), api: api,
                        user: api == .cloud ? "robot@acme.example" : nil, token: token, project: project,
                        fields: fields, resolution: resolution, closing: closing),
                    client: client, file: file, since: since, now: now)
            }, title: "jira \(api.rawValue)")
    }

    static let serviceNow = TicketSystemUnderTest(name: "servicenow", open: "1", closed: "6") { client, since, now in
        try ConversationSink<ServiceNow>(
            .init(
                connection: HTTPConnection(name: "incidents", url: .literal("http://127.0.0.1:1/servicenow")),
                user: "checkbridge", password: .literal("simulated-servicenow"),
                closing: ServiceNowClosing(reopenedState: "1")),
            client: client, file: { _, _ in [] }, since: since, now: now)
    }
}
