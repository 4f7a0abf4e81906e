import BridgeCore
import Simulator
import Sinks
import Testing

/// One finding's life where people are called: an alert that is raised, put aside, and over.
@Suite struct AlertLifeTests {
    struct Step: Sendable {
        var transition: Transition
        var alerts: [String]
    }

    struct Life: Sendable, CustomTestStringConvertible {
        var system: TicketSystemUnderTest
        var steps: [Step]
        var testDescription: String { system.name }
    }

    static let lives = [
        Life(
            system: .pagerDuty,
            steps: [
                Step(transition: .opened, alerts: ["triggered: 1"]),
                Step(transition: .affectedChanged, alerts: ["triggered: 2"]),
                Step(transition: .suppressed, alerts: ["acknowledged: 2"]),
                Step(transition: .reopened, alerts: ["acknowledged: 3"]),
                Step(transition: .resolved, alerts: ["resolved: 3"]),
            ]),
        Life(
            system: .opsgenie,
            steps: [
                Step(transition: .opened, alerts: ["open: 1"]),
                Step(transition: .affectedChanged, alerts: ["open: 2"]),
                Step(transition: .suppressed, alerts: ["closed: 3"]),
                Step(transition: .reopened, alerts: ["closed: 3", "open: 1"]),
                Step(transition: .resolved, alerts: ["closed: 3", "closed: 2"]),
            ]),
        Life(
            system: .alertmanager,
            steps: [
                Step(transition: .opened, alerts: ["firing: 1"]),
                Step(transition: .affectedChanged, alerts: ["firing: 2"]),
                Step(transition: .suppressed, alerts: ["resolved: 3"]),
                Step(transition: .reopened, alerts: ["firing: 4"]),
                Step(transition: .resolved, alerts: ["resolved: 5"]),
            ]),
    ]

    @Test(arguments: lives)
    func aFindingsWholeLifeIsAnAlerts(life: Life) async throws {
        let told = try TicketLife(life.system)
        for step in life.steps {
            #expect(try await told.tell(step.transition) == .delivered)
            #expect(told.tickets == step.alerts, "\(step.transition)")
        }
    }

    @Test(arguments: lives)
    func aLostAnswerCallsNobodyTwice(life: Life) async throws {
        let told = try TicketLife(life.system)
        told.service.lose(1)
        #expect(try await told.tell(.opened) == .delivered)
        #expect(told.tickets.count == 1)
    }

    @Test(arguments: lives)
    func whatNeverFiredEndsInSilence(life: Life) async throws {
        let told = try TicketLife(life.system)
        #expect(try await told.tell(.resolved) == .delivered)
        #expect(!told.tickets.contains { $0.hasPrefix(life.system.open) })
    }

    /// Else it would be told to fire again and again, long after the finding was over.
    @Test func whatShouldHaveEndedIsNotToldToFireAgain() async throws {
        let told = try TicketLife(.alertmanager)
        try await told.tell(.opened)
        told.service.refuse(2, 400, "bad")
        let outcome = try await told.tell(.resolved)
        guard case .rejected = outcome else { Issue.record("\(outcome)"); return }
        let asked = told.service.questions.count
        try await TicketSystemUnderTest.alertmanager.make(told.service, nil) { told.service.now }.renew(told.remembered)
        #expect(told.service.questions.count == asked)
        #expect(told.tickets == ["firing: 1"])
        #expect(try await told.tell(.resolved) == .delivered)
        #expect(told.tickets == ["resolved: 2"] && told.remembered.isEmpty)
    }

    @Test(arguments: lives)
    func whatWasIgnoredAndIsOverEnds(life: Life) async throws {
        let told = try TicketLife(life.system)
        try await told.tell(.opened)
        try await told.tell(.suppressed)
        #expect(try await told.tell(.changed, state: .resolved) == .delivered)
        #expect(told.tickets.allSatisfy { $0.hasPrefix(life.system.closed) })
    }

    @Test func anAlertmanagerThatForgotIsToldAgain() async throws {
        let told = try TicketLife(.alertmanager)
        try await told.tell(.opened)
        let id = try #require(told.service.simulation.tickets(of: "alertmanager").first?.id)
        #expect(told.service.control("POST", "/simulator/tickets/alertmanager/\(id)", #"{"deleted":true}"#) == 200)
        #expect(told.tickets == ["deleted: 1"])
        try await TicketSystemUnderTest.alertmanager.make(told.service, nil) { told.service.now }.renew(told.remembered)
        #expect(told.tickets == ["deleted: 1", "firing: 1"])
    }
}

extension TicketSystemUnderTest {
    static let pagerDuty = TicketSystemUnderTest(name: "pagerduty", open: "triggered", closed: "resolved") {
        client, _, now in
        try HTTPSink<PagerDuty>(
            .init(
                connection: HTTPConnection(name: "page", url: .literal("http://127.0.0.1:1/pagerduty")),
                routingKey: .literal("simulated0pagerduty0routing0key0")),
            client: client, file: { _, _ in [] }, now: now)
    }

    static let opsgenie = TicketSystemUnderTest(name: "opsgenie") { client, since, now in
        try ConversationSink<Opsgenie>(
            .init(
                connection: HTTPConnection(name: "page", url: .literal("http://127.0.0.1:1/opsgenie")),
                key: .literal("simulated-opsgenie")),
            client: client, file: { _, _ in [] }, since: since, now: now)
    }

    static let alertmanager = TicketSystemUnderTest(name: "alertmanager", open: "firing", closed: "resolved") {
        client, since, now in
        try ConversationSink<Alertmanager>(
            .init(connection: HTTPConnection(name: "alerts", url: .literal("http://127.0.0.1:1/alertmanager"))),
            client: client, file: { _, _ in [] }, since: since, now: now)
    }
}
