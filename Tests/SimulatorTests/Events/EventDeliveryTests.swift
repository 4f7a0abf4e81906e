import BridgeCore
import Simulator
import Sinks
import Synchronization
import Testing

/// What takes events against fakes that are as strict as the true services.
@Suite struct EventDeliveryTests {
    @Test(arguments: EventStoreUnderTest.all, Transition.allCases)
    func everyTransitionIsStored(store: EventStoreUnderTest, transition: Transition) async throws {
        let service = Self.service()
        let event = TicketLife.event(transition)
        #expect(try await tell(store, service, [event]) == [.delivered])
        #expect(service.simulation.mailbox.messages.map(\.id) == [event.id])
        #expect(service.simulation.mailbox.tallies[store.name]?.refused == 0)
    }

    static let hostile = [
        "\"},{\"event\":1", "\n{\"delete\":{\"_id\":\"1\"}}\n", "{{x}} ${HOME} %%% \n# x", "\u{202E}x\u{0}\r\n\u{1}",
        String(repeating: "标题🙂", count: 3000), String(repeating: "\"\\<&", count: 9_000), "", " ",
    ]

    @Test(arguments: EventStoreUnderTest.all, hostile)
    func anyTitleIsStored(store: EventStoreUnderTest, title: String) async throws {
        let service = Self.service()
        #expect(try await tell(store, service, [TicketLife.event(.opened, title: title)]) == [.delivered])
        #expect(service.simulation.mailbox.tallies[store.name]?.accepted == 1)
    }

    @Test(arguments: EventStoreUnderTest.all)
    func manyAreStoredOnceEach(store: EventStoreUnderTest) async throws {
        let service = Self.service()
        let events = (0..<250).map { Self.numbered($0) }
        #expect(try await tell(store, service, events) == events.map { _ in .delivered })
        #expect(Set(service.simulation.mailbox.messages.compactMap(\.id)) == Set(events.map(\.id)))
        #expect(service.simulation.mailbox.tallies[store.name]?.accepted == 250)
        #expect(store.name == "datadog" || service.questions.count < 4)
    }

    @Test(arguments: EventStoreUnderTest.idempotent)
    func whatIsThereAlreadyIsDelivered(store: EventStoreUnderTest) async throws {
        let service = Self.service(losingAnswers: [1])
        let events = (0..<3).map { Self.numbered($0) }
        let lost = try await tell(store, service, events)
        #expect(!lost.contains(.delivered))
        #expect(
            try await tell(store, service, events + [Self.numbered(3)]) == [
                .delivered, .delivered, .delivered, .delivered,
            ])
        #expect(service.simulation.mailbox.tallies[store.name]?.accepted == 4)
        #expect(service.simulation.mailbox.tallies[store.name]?.duplicates == 3)
    }

    @Test(arguments: EventStoreUnderTest.all)
    func tooFastHoldsTheSinkBackAndIsNoLoss(store: EventStoreUnderTest) async throws {
        let service = Self.service()
        fault(service, store.name, #""throttle","retry_after_ms":7000"#)
        guard case .retry(let after, _, .sink) = try await tell(store, service, [Self.numbered(0)])[0] else {
            Issue.record("not held back")
            return
        }
        #expect(after ?? .zero >= .seconds(7))
    }

    @Test(arguments: EventStoreUnderTest.all)
    func aRefusedKeyPausesTheSinkWithAdvice(store: EventStoreUnderTest) async throws {
        let service = Self.service()
        fault(service, store.name, #""forbidden""#)
        guard case .rejected(let reason, .sink) = try await tell(store, service, [Self.numbered(0)])[0] else {
            Issue.record("not paused")
            return
        }
        #expect(reason.contains(". "))
        #expect(try await tell(store, service, [Self.numbered(0)]) == [.delivered])
    }

    @Test(arguments: EventStoreUnderTest.all)
    func aCaptivePortalIsNoSuccess(store: EventStoreUnderTest) async throws {
        let service = Self.service()
        fault(service, store.name, #""html""#)
        guard case .retry(_, _, .sink) = try await tell(store, service, [Self.numbered(0)])[0] else {
            Issue.record("taken for a success")
            return
        }
        #expect(service.simulation.mailbox.messages.isEmpty)
    }

    @Test(arguments: [
        (EventStoreUnderTest.splunk(token: "old"), "Check token"), (.splunk(token: "acknowledged"), "acknowledgement"),
        (.splunk(index: "nowhere"), "check index"), (.elasticsearch(index: "closed-1"), "Check index"),
        (.loki(tenant: nil), "set tenant"), (.loki(tenant: "plain"), "structured_metadata: false"),
        (.kafka(.v2, topic: "readonly"), "may write to the topic"), (.kafka(.v2, topic: "nowhere"), "Check topic"),
        (.kafka(.v3(cluster: "simulated"), topic: "readonly"), "may write to the topic"),
        (.kafka(.v3(cluster: "simulated"), topic: "nowhere"), "Check topic"),
        (.kafka(.v3(cluster: "other")), "Check topic, cluster"),
    ])
    func whatIsConfiguredWronglyPausesTheSink(store: EventStoreUnderTest, advice: String) async throws {
        for outcome in try await tell(store, Self.service(), [Self.numbered(0), Self.numbered(1)]) {
            guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
            #expect(reason.contains(advice), "\(reason)")
        }
    }

    @Test func aLokiWithoutMetadataCanBeServed() async throws {
        let store = EventStoreUnderTest.loki(tenant: "plain", hasMetadata: false)
        #expect(try await tell(store, Self.service(), [Self.numbered(0)]) == [.delivered])
    }

    /// Loki stores the good ones and refuses the request.
    @Test func whatIsTooOldForLokiIsTheOnlyOneThatIsNotStored() async throws {
        let service = Self.service()
        let events = [Self.numbered(0), Self.numbered(1, year: 2025), Self.numbered(2)]
        let outcomes = try await tell(.loki(), service, events)
        #expect(outcomes.map { $0 == .delivered } == [true, false, true])
        guard case .rejected(let reason, .delivery) = outcomes[1] else { Issue.record("\(outcomes[1])"); return }
        #expect(reason.contains("too old") && reason.contains("reject_old_samples"))
        #expect(service.simulation.mailbox.tallies["loki"]?.accepted == 2)
    }

    @Test(arguments: [KafkaREST.API.v2, .v3(cluster: "simulated")])
    func onlyTheRecordsThatFailedAreWrittenAgain(api: KafkaREST.API) async throws {
        let service = Self.service()
        let store = EventStoreUnderTest.kafka(api, topic: "shaky")
        var owed = (0..<7).map { Self.numbered($0) }
        for _ in 0..<9 where !owed.isEmpty {
            let outcomes = try await tell(store, service, owed)
            owed = zip(owed, outcomes).filter { $1 != .delivered }.map(\.0)
        }
        #expect(owed.isEmpty)
        #expect(service.simulation.mailbox.messages.compactMap(\.id).sorted() == (0..<7).map { Self.numbered($0).id })
    }

    /// Elastic refuses a field that comes as another type than before; ours never do.
    @Test func theVendorsDetailsChangeNoField() async throws {
        let service = Self.service()
        let details = [#"{"a":1}"#, #"{"a":{"b":"c"}}"#, #"{"a":[1]}"#, #"{"a":"text"}"#]
        let events = details.enumerated().map { Self.numbered($0, details: $1) }
        #expect(try await tell(.elasticsearch(), service, events) == events.map { _ in .delivered })
    }

    // MARK: -

    /// A minute after what happened: Loki takes nothing that is ahead.
    private static func service(losingAnswers lost: Set<Int> = []) -> SimulatedService {
        SimulatedService(at: Timestamp(seconds: 1_772_356_560), losingAnswers: lost)
    }

    static func numbered(_ number: Int, year: Int = 2026, details: String = "{}") -> EncodedEvent {
        let event = TicketLife.event(.opened)
        let id = "00000000000000000000000000" + String(1_000_000 + number).dropFirst()
        let json = String(decoding: event.json, as: UTF8.self).replacing(event.id, with: id)
            .replacing("prod-risk/3", with: "prod-risk/\(number)").replacing("\"2026-03-01T", with: "\"\(year)-03-01T")
            .replacing(#""state":"open""#, with: #""state":"open","details":\#(details)"#)
        return EncodedEvent(id: id, json: Array(json.utf8))
    }

    private func fault(_ service: SimulatedService, _ name: String, _ fault: String) {
        #expect(service.control("POST", "/simulator/faults", #"{"target":"\#(name)","fault":\#(fault)}"#) == 200)
    }

    private func tell(
        _ store: EventStoreUnderTest, _ service: SimulatedService, _ events: [EncodedEvent]
    ) async throws -> [Outcome] {
        let ended = Mutex<[Int: Outcome]>([:])
        let sink = try store.make(service, service.now)
        await sink.deliver(events.map { Delivery(content: .event($0), attempt: 1) }) { reports in
            ended.withLock { for report in reports { $0[report.index] = report.outcome } }
        }
        let outcomes = ended.withLock { $0 }
        return try events.indices.map { try #require(outcomes[$0]) }
    }
}
