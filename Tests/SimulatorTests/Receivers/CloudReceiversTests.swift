import BridgeCore
import HTTPTransport
import Simulator
import Sinks
import Synchronization
import Testing

/// EventBridge and Simple Log Service: their sinks against their fakes, and the fakes' refusals.
@Suite struct CloudReceiversTests {
    @Test(arguments: [CloudUnderTest.eventBridge(), .eventBridge(token: "simulated-security-token"), .sls()])
    func everythingIsTakenOnce(cloud: CloudUnderTest) async throws {
        let service = SimulatedService()
        let events = Transition.allCases.map { TicketLife.event($0) }
        #expect(try await cloud.tell(service, events).allSatisfy { $0 == .delivered })
        #expect(service.simulation.mailbox.messages.compactMap(\.id) == events.map(\.id))
        #expect(service.simulation.mailbox.tallies[cloud.name]?.refused == 0)
    }

    @Test(arguments: [CloudUnderTest.eventBridge(), .sls()], ChatDeliveryTests.hostile)
    func anyTitleIsTaken(cloud: CloudUnderTest, title: String) async throws {
        let service = SimulatedService()
        #expect(try await cloud.tell(service, [TicketLife.event(.opened, title: title)]) == [.delivered])
        #expect(service.simulation.mailbox.tallies[cloud.name]?.accepted == 1)
    }

    @Test func aRepetitionIsOneEventOnTheBusAndTwoLogs() async throws {
        let service = SimulatedService()
        for cloud in [CloudUnderTest.eventBridge(), .sls()] {
            for attempt in 1...2 { _ = try await cloud.tell(service, [TicketLife.event(.opened)], attempt: attempt) }
        }
        #expect(service.simulation.mailbox.tallies["eventbridge"]?.accepted == 1)
        #expect(service.simulation.mailbox.tallies["eventbridge"]?.duplicates == 1)
        #expect(service.simulation.mailbox.tallies["sls"]?.accepted == 2)
    }

    @Test(arguments: [CloudUnderTest.eventBridge(), .sls()])
    func tooFastIsNoLoss(cloud: CloudUnderTest) async throws {
        let service = SimulatedService()
        #expect(
            service.control(
                "POST", "/simulator/faults", #"{"target":"\#(cloud.name)","fault":"throttle","retry_after_ms":7000}"#)
                == 200)
        let outcome = try await cloud.tell(service, [TicketLife.event(.opened)]).first
        guard case .retry(let after, _, .sink)? = outcome else { Issue.record("\(outcome as Any)"); return }
        #expect(after ?? .zero >= .seconds(7))
        #expect(try await cloud.tell(service, [TicketLife.event(.opened)], attempt: 2) == [.delivered])
    }

    @Test(arguments: [
        (CloudUnderTest.eventBridge(secret: "wrong-secret"), "access_key_secret"),
        (.eventBridge(keyID: "LTAI5tNobodysKey00000001"), "access_key_id"),
        (.eventBridge(token: "old-token"), "ran out"), (.eventBridge(bus: "nowhere"), "Check bus"),
        (.sls(logstore: "nowhere"), "Check logstore"),
    ])
    func whatIsWrongWithTheConfigurationPausesTheSink(cloud: CloudUnderTest, advice: String) async throws {
        let service = SimulatedService()
        let outcome = try await cloud.tell(service, [TicketLife.event(.opened)]).first
        guard case .rejected(let reason, .sink)? = outcome else { Issue.record("\(outcome as Any)"); return }
        #expect(reason.contains(advice) && !reason.contains("wrong-secret") && !reason.contains("old-token"))
        #expect(service.simulation.mailbox.messages.isEmpty)
    }

    @Test func aClockThatIsOffIsRefused() async throws {
        let service = SimulatedService()
        let outcome = try await CloudUnderTest.eventBridge().tell(
            service, [TicketLife.event(.opened)], later: .seconds(1000)
        ).first
        guard case .rejected(let reason, .sink)? = outcome else { Issue.record("\(outcome as Any)"); return }
        #expect(reason.contains("RequestExpired"))
    }

    @Test func aReplayedCallIsRefused() async throws {
        let service = SimulatedService()
        // The same attempt at the same moment: never made by the service itself.
        let outcomes = try await [1, 1].asyncMap { attempt in
            try await CloudUnderTest.eventBridge().tell(service, [TicketLife.event(.opened)], attempt: attempt)
        }
        #expect(outcomes[0] == [.delivered])
        guard case .rejected(let reason, .sink)? = outcomes[1].first else { Issue.record("taken"); return }
        #expect(reason.contains("SignatureNonceUsed"))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var target = "/sls/logstores/security/track"
        var body: String
        var headers: [String: String] = [:]
        var status: Int
        var words: String
        var testDescription: String { words }
    }

    private static let log = #"{"__logs__":[{"a":"1"}]}"#

    @Test(arguments: [
        Row(target: "/sls/logstores/security", body: "{}", status: 405, words: "InvalidMethod"),
        Row(target: "/sls/logstores/x/track", body: "{}", status: 404, words: "LogStoreNotExist"),
        Row(body: log, headers: ["x-log-apiversion": "0.5"], status: 400, words: "InvalidAPIVersion"),
        Row(body: log, headers: ["x-log-bodyrawsize": "1"], status: 400, words: "InvalidBodyRawSize"),
        Row(body: "{}", status: 400, words: "PostBodyInvalid"),
        Row(body: #"{"__logs__":[{"a":1}]}"#, status: 400, words: "PostBodyInvalid"),
        Row(body: #"{"__logs__":[{}]}"#, status: 400, words: "PostBodyInvalid"),
        Row(target: "/eventbridge/x", body: "[]", status: 404, words: "InvalidAction"),
        Row(target: "/eventbridge/openapi/putEvents", body: "[]", status: 403, words: "InvalidAccessKeyId"),
    ])
    func aWrongRequestIsAnsweredAsTheServiceDoes(row: Row) {
        let caller = Caller()
        var headers = ["x-log-apiversion": "0.6.0", "x-log-bodyrawsize": "\(row.body.utf8.count)"]
        headers.merge(row.headers) { $1 }
        let answer = caller.ask(
            ReceivedRequest(
                method: "POST", target: row.target, headers: headers.map { HTTPHeader(name: $0.key, value: $0.value) },
                body: Array(row.body.utf8)))
        #expect(answer.status == row.status && answer.text.contains(row.words), "\(answer)")
        #expect(caller.simulation.mailbox.messages.isEmpty)
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}

/// A sink of Alibaba Cloud's back ends, and the fake that takes what it sends.
struct CloudUnderTest: Sendable, CustomTestStringConvertible {
    var name: String
    var make: @Sendable (any HTTPClient, Timestamp) throws -> any Sink
    var testDescription: String { name }

    static func eventBridge(
        bus: String = "security", keyID: String = AccessKey.simulated.id, secret: String = AccessKey.simulated.secret,
        token: String? = nil
    ) -> CloudUnderTest {
        CloudUnderTest(name: "eventbridge") { client, now in
            try HTTPSink<EventBridge>(
                .init(
                    connection: HTTPConnection(name: "bus", url: .literal("http://127.0.0.1:1/eventbridge")), bus: bus,
                    keyID: .literal(keyID), keySecret: .literal(secret), token: token.map(Secret.literal)),
                client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static func sls(logstore: String = "security") -> CloudUnderTest {
        CloudUnderTest(name: "sls") { client, now in
            try HTTPSink<SLSWebTracking>(
                .init(
                    connection: HTTPConnection(name: "logs", url: .literal("http://127.0.0.1:1/sls")),
                    logstore: logstore), client: client, file: { _, _ in [] }, now: { now })
        }
    }

    /// The outcomes, event by event.
    func tell(
        _ service: SimulatedService, _ events: [EncodedEvent], attempt: Int = 1, later: Duration = .zero
    ) async throws -> [Outcome] {
        let log = Mutex<[DeliveryReport]>([])
        let deliveries = events.map { Delivery(content: .event($0), attempt: attempt) }
        try await make(service, service.now + later).deliver(deliveries) { reports in log.withLock { $0 += reports } }
        return log.withLock { $0 }.sorted { $0.index < $1.index }.map(\.outcome)
    }
}
