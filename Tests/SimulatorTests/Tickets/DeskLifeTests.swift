import BridgeCore
import HTTPTransport
import Simulator
import Sinks
import Testing

/// What is particular about tickets that are described by hand: some systems can do less than others.
@Suite struct DeskLifeTests {
    @Test func whatCannotFindSendsTheSameKeyAgain() async throws {
        let life = try TicketLife(.desk { $0.find = nil })
        // The first answer is lost, the work is done.
        life.service.lose(1)
        #expect(try await life.tell(.opened) == .delivered)
        #expect(life.tickets == ["open: 1"])
        #expect(life.service.exchanges == ["POST /desk/api/tickets 201", "POST /desk/api/tickets 201"])
    }

    @Test func whatCannotLookGoesByWhatItLeft() async throws {
        let life = try TicketLife(.desk { ($0.find, $0.look) = (nil, nil) })
        for transition in [Transition.opened, .affectedChanged, .suppressed, .reopened, .resolved] {
            #expect(try await life.tell(transition) == .delivered)
        }
        #expect(life.tickets == ["closed: 5"])
    }

    @Test func whatCannotLookLearnsThatATicketIsGone() async throws {
        let life = try TicketLife(.desk { ($0.find, $0.look) = (nil, nil) })
        try await life.tell(.opened)
        #expect(life.service.control("POST", "/simulator/tickets/desk/1", #"{"deleted":true}"#) == 200)
        #expect(try await life.tell(.affectedChanged) == .delivered)
        #expect(life.tickets == ["deleted: 1", "open: 1"])
        #expect(life.service.control("POST", "/simulator/tickets/desk/2", #"{"deleted":true}"#) == 200)
        guard case .suppressed = try await life.tell(.resolved) else { Issue.record("not suppressed"); return }
        #expect(life.tickets == ["deleted: 1", "deleted: 1"])
    }

    @Test func whatCannotReopenMakesAFollower() async throws {
        let life = try TicketLife(.desk { $0.reopen = nil })
        for transition in [Transition.opened, .resolved, .reopened] { try await life.tell(transition) }
        #expect(life.tickets == ["closed: 2", "open: 1"])
        #expect(life.service.simulation.tickets(of: "desk").last?.notes.first?.contains("Follows 1.") == true)
    }

    @Test func whatTheWorkflowForbidsIsADeadLetter() async throws {
        let life = try TicketLife(.desk())
        try await life.tell(.opened)
        #expect(life.service.control("POST", "/simulator/tickets/desk/1", #"{"state":"locked"}"#) == 200)
        let outcome = try await life.tell(.reopened)
        guard case .rejected(let reason, .delivery) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains("the ticket is locked"))
    }

    @Test func aFieldThatIsMissingIsNamed() async throws {
        let life = try TicketLife(.desk { $0.create.body = .object([]) })
        let outcome = try await life.tell(.opened)
        guard case .rejected(let reason, .delivery) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains("title is required"))
    }

    @Test func aWrongTokenPausesTheSink() async throws {
        let life = try TicketLife(.desk(token: "old"))
        let outcome = try await life.tell(.opened)
        guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains("a token is needed") && !reason.contains("old"))
    }

    @Test(arguments: ChatDeliveryTests.hostile)
    func anyTitleIsTaken(title: String) async throws {
        let service = SimulatedService()
        let sink = try TicketSystemUnderTest.desk().make(service, nil) { service.now }
        let delivery = Delivery(content: .event(TicketLife.event(.opened, title: title)), attempt: 1)
        await sink.deliver([delivery]) { reports in #expect(reports.map(\.outcome) == [.delivered]) }
        #expect(service.simulation.tickets(of: "desk").count == 1)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var method = "POST"
        var target = "/desk/api/tickets"
        var body: String
        var status: Int
        var words: String
        var token = "simulated-desk"
        var testDescription: String { "\(method) \(target) \(words)" }
    }

    @Test(arguments: [
        Row(body: "{}", status: 401, words: "a token is needed", token: "x"),
        Row(body: "", status: 400, words: "must be a JSON object"),
        Row(body: "{}", status: 422, words: "title is required"),
        Row(body: #"{"title":"a","text":"b","severity":"high","x":1}"#, status: 422, words: "x is not a field"),
        Row(body: #"{"title":"a","text":"b","severity":"P1"}"#, status: 422, words: "severity must be one of"),
        Row(
            body: #"{"title":"\#(String(repeating: "x", count: 201))","text":"b","severity":"high"}"#, status: 422,
            words: "longer than 200"),
        Row(method: "GET", target: "/desk/api/tickets/9", body: "", status: 404, words: "no such ticket"),
        Row(method: "PATCH", target: "/desk/api/tickets/9", body: #"{"status":"open"}"#, status: 404, words: "no such"),
        Row(method: "PUT", body: "{}", status: 404, words: "no such"),
    ])
    func aWrongRequestIsRefused(row: Row) {
        let caller = Caller()
        let answer = caller.ask(
            ReceivedRequest(
                method: row.method, target: row.target,
                headers: [
                    HTTPHeader(name: "content-type", value: "application/json"),
                    HTTPHeader(name: "authorization", value: "Bearer \(row.token)"),
                ], body: Array(row.body.utf8)))
        #expect(answer.status == row.status && answer.text.contains(row.words), "\(answer)")
        #expect(caller.simulation.tickets(of: "desk").isEmpty)
    }
}

extension TicketSystemUnderTest {
    static let desk = desk()

    static func desk(
        token: String = "simulated-desk", _ change: @escaping @Sendable (inout TicketRequests) -> Void = { _ in }
    ) -> TicketSystemUnderTest {
        TicketSystemUnderTest(name: "desk") { client, since, now in
            var requests = try deskRequests
            change(&requests)
            return try ConversationSink<TicketWebhook>(
                .init(
                    connection: HTTPConnection(
                        name: "desk", url: .literal("http://127.0.0.1:1/desk/api"),
                        headers: [.init(name: "Authorization", value: .literal("Bearer \(token)"))]),
                    requests: requests),
                client: client, file: { _, _ in [] }, since: since, now: now)
        }
    }

    private static var deskRequests: TicketRequests {
        get throws {
            TicketRequests(
                create: try request(
                    .post, "/tickets",
                    [
                        ("title", "{title}"), ("text", "{text}"), ("external_id", "{key}"), ("severity", "{severity}"),
                        ("event", "{event}"),
                    ]),
                key: JSONPointer("/data/id"),
                find: TicketSearch(
                    path: try TextTemplate("/tickets?external_id={key}"), items: try pointer("/tickets"),
                    key: try pointer("/id"), mark: try pointer("/external_id"),
                    closed: TicketCondition(place: try pointer("/status"), words: ["closed"])),
                look: TicketLook(
                    path: try TextTemplate("/tickets/{ticket}"),
                    closed: TicketCondition(place: try pointer("/data/status"), words: ["closed"])),
                comment: try request(.post, "/tickets/{ticket}/comments", [("text", "{text}")]),
                close: try request(.patch, "/tickets/{ticket}", [("status", "closed")]),
                reopen: try request(.patch, "/tickets/{ticket}", [("status", "open")]))
        }
    }

    private static func pointer(_ text: String) throws -> JSONPointer {
        guard let pointer = JSONPointer(text) else { throw TemplateError.unknown(text) }
        return pointer
    }

    private static func request(
        _ method: HTTPRequest.Method, _ path: String, _ body: [(String, String)]
    ) throws -> TicketRequest {
        TicketRequest(
            method: method, path: try TextTemplate(path),
            body: .object(try body.map { .init($0, .text(try TextTemplate($1))) }))
    }
}
