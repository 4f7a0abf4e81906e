import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct JiraTests {
    @Test(arguments: JiraAPI.allCases)
    func aNewIssueIsLookedForAndMade(api: JiraAPI) async throws {
        let talk = try talk(api) { $0.url.contains("search") ? (200, #"{"issues":[]}"#) : (201, #"{"key":"SEC-1"}"#) }
        let (outcome, memory) = await talk.tell(.opened)
        #expect(outcome == .delivered && memory?.contains("SEC-1") == true)
        #expect(try talk.text == Golden.recorded("jira/opened.\(api.rawValue).txt", for: talk.text))
    }

    @Test(arguments: JiraAPI.allCases)
    func anIssueIsClosedByTheStepThatLeadsToDone(api: JiraAPI) async throws {
        let talk = try talk(api) { request in
            request.method == .get && request.url.contains("transitions")
                ? (200, Self.steps) : (200, #"{"key":"SEC-1","fields":{"status":{"statusCategory":{"key":"new"}}}}"#)
        }
        let (outcome, _) = await talk.tell(.resolved, remembering: #"{"ticket":"SEC-1"}"#)
        #expect(outcome == .delivered)
        #expect(try talk.text == Golden.recorded("jira/resolved.\(api.rawValue).txt", for: talk.text))
    }

    private static let steps = """
        {"transitions":[{"id":"11","name":"In Arbeit","to":{"statusCategory":{"key":"indeterminate"}},"fields":{}},\
        {"id":"31","name":"Erledigt","to":{"statusCategory":{"key":"done"}},\
        "fields":{"resolution":{"required":true,"allowedValues":[{"name":"Fixed"},{"name":"Done"}]}}}]}
        """

    struct Refusal: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var shape: OutcomeShape
        var words: String
        var testDescription: String { words }
    }

    @Test(arguments: [
        Refusal(
            status: 400, body: #"{"errorMessages":[],"errors":{"customfield_10042":"Team is required."}}"#,
            shape: .rejected(.sink), words: "customfield_10042: Team is required. Give"),
        Refusal(
            status: 400,
            body: #"{"errorMessages":[],"errors":{"summary":"Summary must be less than 255 characters."}}"#,
            shape: .rejected(.delivery), words: "summary: Summary must"),
        Refusal(
            status: 400, body: #"{"errorMessages":["The value 'SEC' does not exist for the field 'project'."]}"#,
            shape: .rejected(.sink), words: "may it see the project"),
        Refusal(
            status: 401, body: "", shape: .rejected(.sink), words: "Is the token still valid"),
        Refusal(status: 410, body: "", shape: .rejected(.sink), words: "HTTP 410"),
    ])
    func aRefusalSaysWhatToDo(refusal: Refusal) async throws {
        let talk = try talk(.cloud) { _ in (refusal.status, refusal.body) }
        let (outcome, _) = await talk.tell(.opened)
        #expect(outcome?.shape == refusal.shape)
        #expect(outcome?.words.contains(refusal.words) == true, "\(outcome?.words ?? "")")
    }

    @Test func wikiMarkupHasNoEffect() async throws {
        let talk = try talk(.datacenter) {
            $0.url.contains("search") ? (200, #"{"issues":[]}"#) : (201, #"{"key":"SEC-1"}"#)
        }
        let hostile = #"{html}<b> [~admin] !http://evil.example/a.png! [click|http://evil.example] \\ h1. {noformat}"#
        _ = await talk.sink.outcome(of: .noted(hostile))
        let text = try #require(talk.body?["fields"]?["description"]?.string)
        #expect(text.contains(#"\{html\}&lt;b&gt; \[\~admin\] \!http:"#))
        #expect(!text.contains("[~admin]") && !text.contains("http://evil") && !text.contains(#"\\"#))
    }

    @Test func aLostAnswerIsLookedForAfterTheIndexHadTime() async throws {
        let client = ScriptedHTTPClient { request in
            request.url.contains("search")
                ? .success(HTTPResponse(status: 200, body: Array(#"{"issues":[]}"#.utf8))) : .failure(.interrupted())
        }
        let outcome = try await Self.sink(.cloud, client).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: 30, .delivery))
    }

    private func talk(
        _ api: JiraAPI, _ script: @escaping @Sendable (HTTPRequest) -> (status: Int, body: String)
    ) throws -> Talk {
        try Talk({ try Self.sink(api, $0) }, answering: script)
    }

    private static func sink(_ api: JiraAPI, _ client: any HTTPClient) throws -> any Sink {
        try ConversationSink<Jira>(
            .init(
                connection: HTTPConnection(name: "j", url: .literal("https://jira.example")), api: api,
                user: api == .cloud ? "robot@acme.example" : nil, token: .literal("token-of-jira"), project: "SEC",
                priorities: SeverityWords(high: "High", medium: "Medium", low: "Low", unknown: "Medium"),
                labels: ["security"],
                fields: [JSONMember("customfield_10042", .object([.init("value", .string("Blue"))]))]),
            client: client, file: { _, _ in [] }, now: { .test })
    }
}
