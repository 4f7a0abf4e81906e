import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

@Suite struct TicketWebhookTests {
    @Test(arguments: [SampleEvent.opened, .aclOpened, .sourceFailing])
    func aNewTicketIsLookedForAndMade(event: SampleEvent) async throws {
        let talk = try talk()
        let (outcome, memory) = await talk.tell(event)
        #expect(outcome == .delivered && memory?.contains(#""ticket":"7""#) == true)
        #expect(try talk.text == Golden.recorded("ticket_webhook/\(event.rawValue).txt", for: talk.text))
    }

    @Test(arguments: [SampleEvent.resolved, .affectedChanged, .reopened])
    func whatBecomesOfItIsSaidInItsTicket(event: SampleEvent) async throws {
        let talk = event == .reopened ? try talk(Self.closed) : try talk()
        let closed = event == .reopened ? #","closed":1772356000000"# : ""
        let (outcome, _) = await talk.tell(event, remembering: #"{"ticket":"7"\#(closed)}"#)
        #expect(outcome == .delivered)
        #expect(try talk.text == Golden.recorded("ticket_webhook/\(event.rawValue).txt", for: talk.text))
    }

    @Test func aTestTriesEveryRequestButReopening() async throws {
        let talk = try talk { request in
            request.url.contains("external_id=")
                ? (200, #"{"tickets":[{"id":7,"external_id":"\#(Self.mark(in: request))"}]}"#) : Self.usual(request)
        }
        #expect(await talk.tell(.sinkTest).outcome == .delivered)
        #expect(
            talk.steps == [
                "POST /tickets", "GET /tickets/7", "GET /tickets", "POST /tickets/7/comments", "PATCH /tickets/7",
            ])
    }

    @Test(arguments: [
        ("GET /tickets/7", "check its path"), ("GET /tickets", "does not find the ticket"),
        ("POST /tickets/7/comments", "HTTP 404"), ("PATCH /tickets/7", "HTTP 404"), ("POST /tickets", "HTTP 404"),
    ])
    func aTestFindsAWrongPath(step: String, words: String) async throws {
        let talk = try talk { request in
            if request.step == step {
                return step == "GET /tickets" ? (200, #"{"tickets":[]}"#) : (404, "no such page")
            }
            return request.url.contains("external_id=")
                ? (200, #"{"tickets":[{"id":7,"external_id":"\#(Self.mark(in: request))"}]}"#) : Self.usual(request)
        }
        let outcome = await talk.tell(.sinkTest).outcome
        #expect(outcome?.shape == .rejected(.sink) && outcome?.words.contains(words) == true, "\(outcome as Any)")
    }

    // MARK: What the system cannot do

    @Test func whatIsNotDescribedIsLeftOut() async throws {
        let talk = try limited({
            $0.comment = nil; $0.close = nil; $0.reopen = nil; $0.look = nil; $0.find = nil
        })
        let (outcome, memory) = await talk.tell(.opened)
        #expect(outcome == .delivered)
        for event in [SampleEvent.affectedChanged, .resolved, .reopened] {
            #expect(await talk.tell(event, remembering: memory).outcome?.shape == .suppressed)
        }
        #expect(talk.steps == ["POST /tickets"])
    }

    @Test func aTicketThatCannotBeOpenedAgainGetsAFollowerThatNamesIt() async throws {
        let talk = try limited({ $0.reopen = nil }, Self.closed)
        let (outcome, memory) = await talk.tell(.reopened, remembering: #"{"ticket":"5","closed":1772356000000}"#)
        #expect(outcome == .delivered && memory?.contains(#""7""#) == true)
        #expect(talk.steps.last == "POST /tickets")
        #expect(talk.body?["text"]?.string?.contains("Follows 5.") == true)
    }

    @Test func withoutLookingATicketIsAsItWasLeft() async throws {
        let talk = try limited({ $0.look = nil })
        let (outcome, memory) = await talk.tell(.resolved, remembering: #"{"ticket":"7"}"#)
        #expect(outcome == .delivered)
        #expect(talk.steps == ["POST /tickets/7/comments", "PATCH /tickets/7"])
        _ = await talk.tell(.reopened, remembering: memory)
        #expect(talk.steps.suffix(2) == ["POST /tickets/7/comments", "PATCH /tickets/7"])
        #expect(talk.body?["status"]?.string == "open")
    }

    @Test(arguments: [404, 410])
    func withoutLookingATicketThatIsGoneIsMadeAnew(status: Int) async throws {
        let talk = try limited({ $0.look = nil }, { $0.url.contains("/5") ? (status, "") : Self.usual($0) })
        let (outcome, memory) = await talk.tell(.affectedChanged, remembering: #"{"ticket":"5"}"#)
        #expect(outcome?.shape == .retry(after: nil, .delivery) && memory == nil)
        #expect(await talk.tell(.affectedChanged).outcome == .delivered)
        #expect(talk.steps.last == "POST /tickets")
    }

    /// It was looked at a moment ago: the path must be wrong, and every event would make a ticket.
    @Test func aStepThatIsNotThereForATicketThatIsPausesTheSink() async throws {
        let talk = try talk { $0.url.hasSuffix("/comments") ? (404, "") : Self.usual($0) }
        let outcome = await talk.tell(.affectedChanged, remembering: #"{"ticket":"5"}"#).outcome
        #expect(outcome?.shape == .rejected(.sink))
    }

    // MARK: The ticket's name

    @Test func withoutAPlaceForItTheMarkIsItsName() async throws {
        let talk = try limited(
            {
                $0.key = nil; $0.find = nil; $0.look = nil
            }, { _ in (202, "queued") })
        let (outcome, memory) = await talk.tell(.opened)
        #expect(outcome == .delivered && memory?.contains("checkbridge-") == true)
        _ = await talk.tell(.affectedChanged, remembering: memory)
        #expect(talk.client.requests.last?.url.contains("/tickets/checkbridge-") == true)
    }

    @Test(arguments: [
        #"{"data":{"id":"T-1"}}"#, #"{"data":{"id":17}}"#, #"{"data":{"id":"\u00e9/..?"}}"#,
    ])
    func aTextOrAWholeNumberIsAName(body: String) async throws {
        let talk = try talk { $0.method == .post ? (200, body) : Self.usual($0) }
        let (outcome, memory) = await talk.tell(.opened)
        #expect(outcome == .delivered)
        _ = await talk.tell(.affectedChanged, remembering: memory)
        let path = talk.client.requests.last?.url.dropFirst("https://tickets.example.com/api".count) ?? ""
        #expect(path.split(separator: "/").count == 3 && !path.contains("?"), "\(path)")
    }

    @Test(arguments: [
        "{}", #"{"data":null}"#, #"{"data":{"id":null}}"#, #"{"data":{"id":1.5}}"#, #"{"data":{"id":true}}"#,
        #"{"data":{"id":""}}"#, #"{"data":{"id":["7"]}}"#, #"{"error":"quota"}"#, "", "OK",
    ])
    func aTicketWhoseNameIsNotToldIsNotMadeAgainAndAgain(body: String) async throws {
        let talk = try talk { $0.method == .post ? (201, body) : Self.usual($0) }
        let (outcome, memory) = await talk.tell(.opened)
        #expect(outcome?.shape == .rejected(.sink) && memory == nil)
        #expect(outcome?.words.contains("/data/id (create.key)") == true)
    }

    @Test func aTicketWhoseNameIsNotToldIsLookedFor() async throws {
        let talk = try talk { request in
            let isMade = request.url.contains("external_id=") && request.headers.contains { $0.name == "Accept" }
            return request.method == .post
                ? (201, "{}")
                : isMade ? (200, #"{"tickets":[{"id":9,"external_id":"\#(Self.mark(in: request))"}]}"#) : (404, "")
        }
        // Found at once, so that it is spoken in; the name is known from then on.
        #expect(await talk.tell(.opened).memory?.contains(#""9""#) == true)
    }

    @Test func aPageInPlaceOfAnAnswerIsNoTicket() async throws {
        let talk = try talk { $0.method == .post ? (200, "<html>Please log in</html>") : Self.usual($0) }
        #expect(await talk.tell(.opened).outcome?.shape == .retry(after: 30, .sink))
    }

    // MARK: Whose ticket it is

    /// Many take no notice of a query that they do not understand.
    @Test(arguments: [
        #"{"id":1,"external_id":"checkbridge-00000000000000000000000000000000"}"#, #"{"id":1}"#,
        #"{"id":1,"external_id":null}"#, #"{"id":1,"external_id":["x"]}"#, "7", #"{"id":null,"external_id":"MARK"}"#,
    ])
    func aTicketWithoutTheMarkIsLeftAlone(item: String) async throws {
        let talk = try talk { request in
            let item = item.replacing("MARK", with: Self.mark(in: request))
            return request.url.contains("external_id=") ? (200, #"{"tickets":[\#(item)]}"#) : Self.usual(request)
        }
        #expect(await talk.tell(.affectedChanged).outcome == .delivered)
        #expect(talk.steps == ["GET /tickets", "POST /tickets"])
    }

    @Test(arguments: [#""MARK""#, #"["x","MARK"]"#])
    func theMarkMayBeOneOfSeveral(mark: String) async throws {
        let talk = try talk { request in
            let mark = mark.replacing("MARK", with: Self.mark(in: request))
            return request.url.contains("external_id=")
                ? (200, #"{"tickets":[{"id":4,"external_id":\#(mark)}]}"#) : Self.usual(request)
        }
        #expect(await talk.tell(.affectedChanged).outcome == .delivered)
        #expect(talk.steps == ["GET /tickets", "POST /tickets/4/comments"])
    }

    @Test(arguments: ["{}", #"{"tickets":{}}"#, "[]", "<html>", ""])
    func anAnswerWithoutAListIsNoAnswer(body: String) async throws {
        let talk = try talk { $0.method == .get ? (200, body) : Self.usual($0) }
        #expect(await talk.tell(.opened).outcome?.shape == .retry(after: nil, .sink))
        #expect(talk.steps == ["GET /tickets"])
    }

    // MARK: Refusals

    @Test(arguments: [
        (401, OutcomeShape.rejected(.sink)), (403, .rejected(.sink)), (409, .rejected(.delivery)),
        (422, .rejected(.delivery)), (429, .retry(after: nil, .sink)), (500, .retry(after: nil, .delivery)),
    ])
    func aRefusalOfAStepHasItsWords(status: Int, shape: OutcomeShape) async throws {
        let talk = try talk {
            $0.method == .patch ? (status, #"{"errors":["the workflow forbids it"]}"#) : Self.usual($0)
        }
        let (outcome, memory) = await talk.tell(.resolved, remembering: #"{"ticket":"7"}"#)
        #expect(outcome?.shape == shape && outcome?.words.contains("the workflow forbids it") == true)
        // What was said is not said again.
        #expect(memory?.contains(SampleEvent.resolved.id) == true && memory?.contains("closed") == false)
    }

    @Test func everyAttemptHasTheSameKeyAndEveryStepItsOwn() async throws {
        let talk = try talk()
        for _ in 1...2 { _ = await talk.tell(.resolved, remembering: #"{"ticket":"7"}"#) }
        let keys = talk.client.requests.compactMap { $0.value(of: "idempotency-key") }
        let id = SampleEvent.resolved.id
        #expect(keys == ["\(id)-comment", "\(id)-close", "\(id)-comment", "\(id)-close"])
    }

    @Test func aTokenMayBeReplacedWhileEventsWait() async throws {
        let token = Mutex("yesterdays-token")
        let client = ScriptedHTTPClient { request in
            let isRight = request.value(of: "authorization") == "todays-token"
            let (status, body) =
                isRight ? Self.usual(request) : (401, "no: \(request.value(of: "authorization") ?? "")")
            return .success(HTTPResponse(status: status, body: Array(body.utf8)))
        }
        let header = HTTPConnection.Header(name: "Authorization", value: .file("/token"))
        let sink = try ConversationSink<TicketWebhook>(
            Self.options(try .sample, headers: [header]), client: client,
            file: { _, _ in token.withLock { Array($0.utf8) } }, now: { .test })
        let outcome = await sink.outcome(of: .sample(.opened))
        #expect(outcome?.shape == .rejected(.sink) && outcome?.words.contains("yesterdays") == false)
        token.withLock { $0 = "todays-token" }
        #expect(await sink.outcome(of: .sample(.opened)) == .delivered)
    }

    @Test func whatIsConfidentialInARequestIsMasked() async throws {
        let talk = try limited(
            {
                $0.find = nil
                $0.create.body = .object([
                    .init("pin", .text(try TextTemplate("pin-number-{id}-9876", isConfidential: true)))
                ])
                $0.create.path = try TextTemplate("/tickets?pin=abcdefgh", isConfidential: true)
            }, { (422, "you sent \(String(decoding: $0.body ?? [], as: UTF8.self)) and abcdefgh") })
        let words = await talk.tell(.opened).outcome?.words ?? ""
        #expect(words.contains("you sent") && !words.contains("pin-number") && !words.contains("-9876"))
        #expect(!words.contains("abcdefgh"))
        let preview = try await (talk.sink as? any PreviewableSink)?.preview(of: .sample(.opened))
        let shown = String(decoding: preview?.body ?? [], as: UTF8.self)
        #expect(shown.contains("***") && !shown.contains("pin-number"))
    }

    // MARK: Texts

    @Test(arguments: TicketStyle.Markup.allCases)
    func noForeignTextHasAnEffect(markup: TicketStyle.Markup) async throws {
        let talk = try talk(style: TicketStyle(markup: markup))
        _ = await talk.sink.outcome(of: .noted("<img src=x> [a](http://evil.example) \"'&"))
        let text = talk.body?["text"]?.string ?? ""
        switch markup {
        case .plain: #expect(text.contains("<img src=x> [a](http"))
        case .markdown: #expect(!text.contains("<img") && !text.contains("](http"))
        case .html: #expect(text.contains("&lt;img src=x&gt;") && text.contains("&quot;&#39;&amp;"))
        }
    }

    @Test(arguments: TicketStyle.Markup.allCases)
    func textsAreAsLongAsTheyMayBe(markup: TicketStyle.Markup) async throws {
        let talk = try talk(style: TicketStyle(markup: markup, maximumTitle: 50, maximumText: 500))
        for title in SinkConformanceTests.hostile {
            _ = await talk.sink.outcome(of: .titled(title))
            #expect((talk.body?["title"]?.string?.utf16.count ?? .max) <= 50)
            #expect((talk.body?["text"]?.string?.utf16.count ?? .max) <= 500)
        }
    }

    @Test func doctorSaysWhatIsMissing() throws {
        let url = try #require(SecretURL("https://tickets.example.com/api"))
        #expect(try webhook(.sample).objection(to: url) == nil)
        var requests = try TicketRequests.sample
        requests.find = nil
        #expect(try webhook(requests).objection(to: url)?.isCertain == false)
        let query = try #require(SecretURL("https://tickets.example.com/api?key=x"))
        #expect(try webhook(.sample).objection(to: query)?.isCertain == true)
    }

    // MARK: Support

    private func webhook(_ requests: TicketRequests) throws -> TicketWebhook { try kind(Self.options(requests)) }

    private static func options(
        _ requests: TicketRequests, headers: [HTTPConnection.Header] = [], style: TicketStyle = TicketStyle()
    ) -> TicketWebhook.Options {
        TicketWebhook.Options(
            connection: HTTPConnection(
                name: "desk", url: .literal("https://tickets.example.com/api"), headers: headers),
            requests: requests, style: style)
    }

    private func talk(
        style: TicketStyle = TicketStyle(),
        _ script: @escaping @Sendable (HTTPRequest) -> (status: Int, body: String) = usual
    ) throws -> Talk {
        try talk(Self.options(try .sample, style: style), script)
    }

    /// With a system that cannot do everything.
    private func limited(
        _ change: (inout TicketRequests) throws -> Void,
        _ script: @escaping @Sendable (HTTPRequest) -> (status: Int, body: String) = usual
    ) throws -> Talk {
        var requests = try TicketRequests.sample
        try change(&requests)
        return try talk(Self.options(requests), script)
    }

    private func talk(
        _ options: TicketWebhook.Options,
        _ script: @escaping @Sendable (HTTPRequest) -> (status: Int, body: String)
    ) throws -> Talk {
        try Talk(
            { try ConversationSink<TicketWebhook>(options, client: $0, file: { _, _ in [] }, now: { .test }) },
            answering: script)
    }

    /// A system in which there is nothing but the ticket that is asked for by its name.
    @Sendable private static func usual(_ request: HTTPRequest) -> (status: Int, body: String) {
        switch request.method {
        case .get where request.url.contains("external_id="): (200, #"{"tickets":[]}"#)
        case .get: (200, #"{"data":{"id":7,"status":"open"}}"#)
        default: (201, #"{"data":{"id":7}}"#)
        }
    }

    /// The same, but it is closed.
    @Sendable private static func closed(_ request: HTTPRequest) -> (status: Int, body: String) {
        let (status, body) = usual(request)
        return (status, body.replacing("open", with: "closed"))
    }

    private static func mark(in request: HTTPRequest) -> String {
        String(request.url.split(separator: "external_id=").last ?? "")
    }
}

extension HTTPRequest {
    /// `POST /tickets`, without what is asked.
    fileprivate var step: String {
        "\(method.rawValue) \(url.dropFirst("https://tickets.example.com/api".count).prefix { $0 != "?" })"
    }
}

extension Talk {
    fileprivate var steps: [String] { client.requests.map(\.step) }
}
