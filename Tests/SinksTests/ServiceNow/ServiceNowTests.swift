import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct ServiceNowTests {
    @Test(arguments: [SampleEvent.opened, .aclOpened])
    func aNewRecordIsLookedForAndMade(event: SampleEvent) async throws {
        let talk = try talk { $0.method == .get ? (200, #"{"result":[]}"#) : (201, #"{"result":{"sys_id":"a1"}}"#) }
        let (outcome, _) = await talk.tell(event)
        #expect(outcome == .delivered)
        #expect(try talk.text == Golden.recorded("servicenow/\(event.rawValue).txt", for: talk.text))
    }

    /// A query that is not understood is answered with any record.
    @Test func aRecordOfSomebodyElseIsNotTouched() async throws {
        let talk = try talk { request in
            request.method == .get
                ? (200, #"{"result":[{"sys_id":"ff","state":"1","active":"true","correlation_id":"other"}]}"#)
                : (201, #"{"result":{"sys_id":"a1"}}"#)
        }
        let (outcome, memory) = await talk.tell(.affectedChanged)
        #expect(outcome == .delivered && memory?.contains("a1") == true)
        #expect(!talk.client.requests.contains { $0.method == .patch })
    }

    @Test func aRecordThatIsClosedForGoodGetsAFollower() async throws {
        let talk = try talk { request in
            request.method == .get
                ? (200, #"{"result":{"sys_id":"ff","state":"7","active":"false"}}"#)
                : (201, #"{"result":{"sys_id":"a1"}}"#)
        }
        let (outcome, _) = await talk.tell(.reopened, remembering: #"{"ticket":"ff"}"#)
        #expect(outcome == .delivered)
        #expect(talk.client.requests.map(\.method) == [.get, .post])
        #expect(talk.body?["description"]?.string?.contains("ff") == true)
    }

    @Test func whatIsMandatoryIsTheSinksFault() async throws {
        let body =
            #"{"error":{"message":"Operation Failed","detail":"Data Policy Exception: The following fields are mandatory: Caller"},"status":"failure"}"#
        let talk = try talk { $0.method == .get ? (200, #"{"result":[]}"#) : (403, body) }
        let (outcome, _) = await talk.tell(.opened)
        #expect(outcome?.shape == .rejected(.sink) && outcome?.words.contains("Caller") == true)
    }

    @Test func noForeignTextIsHTML() async throws {
        let talk = try talk { $0.method == .get ? (200, #"{"result":[]}"#) : (201, #"{"result":{"sys_id":"a1"}}"#) }
        _ = await talk.sink.outcome(of: .noted("[code]<script>alert(1)</script>[/code]"))
        #expect(talk.body?["description"]?.string?.contains("[code]") == false)
    }

    private func talk(_ script: @escaping @Sendable (HTTPRequest) -> (status: Int, body: String)) throws -> Talk {
        try Talk(
            { client in
                try ConversationSink<ServiceNow>(
                    .init(
                        connection: HTTPConnection(name: "n", url: .literal("https://acme.service-now.com")),
                        user: "robot", password: .literal("password-of-robot"),
                        fields: [JSONMember("assignment_group", .string("Security"))]),
                    client: client, file: { _, _ in [] }, now: { .test })
            }, answering: script)
    }
}
