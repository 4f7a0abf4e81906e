import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct GitLabIssuesTests {
    @Test func aNewIssueIsLookedForAndMade() async throws {
        let talk = try talk { $0.method == .get ? (200, "[]") : (201, #"{"iid":7}"#) }
        let (outcome, _) = await talk.tell(.opened)
        #expect(outcome == .delivered)
        #expect(try talk.text == Golden.recorded("gitlab_issues/opened.txt", for: talk.text))
    }

    @Test func anIssueIsClosedBehindItsLastNote() async throws {
        let talk = try talk { _ in (200, #"{"iid":7,"state":"opened"}"#) }
        let (outcome, _) = await talk.tell(.resolved, remembering: #"{"ticket":"7"}"#)
        #expect(outcome == .delivered)
        #expect(try talk.text == Golden.recorded("gitlab_issues/resolved.txt", for: talk.text))
    }

    /// A line that begins with a slash gives an order.
    @Test(arguments: ["/close", "x\n/close\n/assign @all", "> /close"])
    func noForeignTextGivesAnOrder(text: String) async throws {
        let talk = try talk { $0.method == .get ? (200, "[]") : (201, #"{"iid":7}"#) }
        _ = await talk.sink.outcome(of: .noted(text))
        let lines = try #require(talk.body?["description"]?.string).split(separator: "\n")
        #expect(!lines.contains { $0.drop { $0 == " " || $0 == ">" }.hasPrefix("/close") })
        #expect(!lines.contains { $0.contains("@all") })
    }

    /// GitLab looks for mentions in titles, too, and turns addresses into links.
    @Test func aTitleCallsNobodyAndNoAddressIsALink() async throws {
        let talk = try talk { $0.method == .get ? (200, "[]") : (201, #"{"iid":7}"#) }
        _ = await talk.sink.outcome(of: .titled("@all @acme/team #12 !3 www.evil.example GH-12"))
        let title = try #require(talk.body?["title"]?.string)
        #expect(!title.contains("@all") && !title.contains("@acme") && !title.contains("#12") && !title.contains("!3"))
        _ = await talk.sink.outcome(of: .noted("WWW.evil.example gh-12"))
        let text = try #require(talk.body?["description"]?.string)
        #expect(!text.contains("WWW.") && !text.contains("gh-1"))
    }

    private func talk(_ script: @escaping @Sendable (HTTPRequest) -> (status: Int, body: String)) throws -> Talk {
        try Talk(
            { client in
                try ConversationSink<GitLabIssues>(
                    .init(
                        connection: HTTPConnection(name: "g", url: .literal("https://gitlab.example")),
                        project: "acme/security", token: .literal("token-of-gitlab"), labels: ["security"]),
                    client: client, file: { _, _ in [] }, now: { .test })
            }, answering: script)
    }
}
