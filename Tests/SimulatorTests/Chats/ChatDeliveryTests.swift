import BridgeCore
import Simulator
import Sinks
import Synchronization
import Testing

/// The chats' sinks against fakes that are as strict as the true services.
@Suite struct ChatDeliveryTests {
    @Test(arguments: ChatUnderTest.all, Transition.allCases)
    func everyTransitionIsTakenAsOneMessage(chat: ChatUnderTest, transition: Transition) async throws {
        let service = SimulatedService()
        let outcome = try await tell(chat, service, .event(TicketLife.event(transition)))
        #expect(outcome == .delivered)
        #expect(service.simulation.mailbox.messages.map(\.sink) == [chat.name])
        #expect(service.simulation.mailbox.messages.first?.title.contains("RAM users") == true)
    }

    static let hostile = [
        "<at id=all></at> <@all> <!channel> @channel @everyone <@123>",
        "](http://evil) <b> </b> <a href=\"x\"> &amp; &",
        "{{DATE(2026-01-01T00:00:00Z)}} \\ \" ' ` ~~~ |||", String(repeating: "标题🙂", count: 8000),
        String(repeating: "\"\\<&", count: 20_000), "\u{202E}x\u{0}\r\n\u{1}", "", " ",
    ]

    @Test(arguments: ChatUnderTest.all, hostile)
    func anyTitleIsTaken(chat: ChatUnderTest, title: String) async throws {
        let service = SimulatedService()
        #expect(try await tell(chat, service, .event(TicketLife.event(.opened, title: title))) == .delivered)
        #expect(service.simulation.mailbox.tallies[chat.name]?.accepted == 1)
        #expect(service.simulation.mailbox.tallies[chat.name]?.refused == 0)
    }

    @Test(arguments: ChatUnderTest.all)
    func aLargeDigestIsTakenAsOneMessage(chat: ChatUnderTest) async throws {
        let service = SimulatedService()
        let events = (0..<300).map { TicketLife.event(.opened, title: "RAM users, number \($0)") }
        #expect(try await tell(chat, service, .digest(id: "d1", events: events)) == .delivered)
        #expect(service.simulation.mailbox.tallies[chat.name]?.accepted == 1)
        #expect(service.simulation.mailbox.tallies[chat.name]?.refused == 0)
    }

    @Test(arguments: ChatUnderTest.all)
    func tooFastHoldsTheSinkBackAndIsNoLoss(chat: ChatUnderTest) async throws {
        let service = SimulatedService()
        fault(service, chat.name, #""throttle","retry_after_ms":7000"#)
        let outcome = try await tell(chat, service, .event(TicketLife.event(.opened)))
        guard case .retry(let after, _, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(after ?? .zero >= .seconds(7))
    }

    @Test(arguments: ChatUnderTest.all)
    func aRefusedTokenPausesTheSinkWithAdvice(chat: ChatUnderTest) async throws {
        let service = SimulatedService()
        fault(service, chat.name, #""forbidden""#)
        let outcome = try await tell(chat, service, .event(TicketLife.event(.opened)))
        guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains(". "))
        #expect(try await tell(chat, service, .event(TicketLife.event(.opened))) == .delivered)
    }

    @Test(arguments: ChatUnderTest.all)
    func aCaptivePortalIsNoSuccess(chat: ChatUnderTest) async throws {
        let service = SimulatedService()
        fault(service, chat.name, #""html""#)
        let outcome = try await tell(chat, service, .event(TicketLife.event(.opened)))
        guard case .retry(_, _, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(service.simulation.mailbox.messages.isEmpty)
    }

    @Test(arguments: [
        (ChatUnderTest.telegram(chat: "-1003"), "add it again"), (.telegram(chat: "@nobody"), "check chat_id"),
        (.slackAPI(channel: "C0ARCHIVED"), "archived"), (.slackAPI(channel: "C0OUTSIDE"), "invite it"),
        (.slackAPI(channel: "#nowhere"), "check channel"),
        (.slackAPI(channel: "#security", token: "xoxb-old"), "token"),
        (.rocketChat(channel: "#archived"), "choose another one"),
    ])
    func whatWasTakenAwayPausesTheSink(chat: ChatUnderTest, advice: String) async throws {
        let outcome = try await tell(chat, SimulatedService(), .event(TicketLife.event(.opened)))
        guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains(advice))
    }

    @Test func aGroupThatMovedIsFollowed() async throws {
        let service = SimulatedService()
        let outcome = try await tell(.telegram(chat: "-1002"), service, .event(TicketLife.event(.opened)))
        #expect(outcome == .delivered)
        #expect(service.questions.count == 2)
    }

    // MARK: Slack's threads

    private static let slack = TicketSystemUnderTest(name: "slack_api") { client, _, now in
        try ChatUnderTest.slackAPI.make(client, now())
    }

    private func message(_ life: TicketLife, _ index: Int = 0) -> SimulatedTicket {
        life.service.simulation.tickets(of: "slack_api")[index]
    }

    @Test func aFindingsWholeLifeIsOneThreadWhoseFirstMessageShowsHowItStands() async throws {
        let life = try TicketLife(Self.slack)
        #expect(try await life.tell(.opened) == .delivered)
        #expect(life.tickets == ["posted: 1"])
        #expect(try await life.tell(.affectedChanged) == .delivered)
        #expect(try await life.tell(.resolved) == .delivered)
        #expect(life.tickets == ["edited: 3"])
        #expect(message(life).title.hasPrefix("✅"))
        #expect(try await life.tell(.reopened) == .delivered)
        #expect(life.tickets == ["edited: 4"])
        #expect(message(life).title.hasPrefix("🔴"))
    }

    @Test func whenTheMessageWasDeletedThereIsANewOneWithItsOwnThread() async throws {
        let life = try TicketLife(Self.slack)
        try await life.tell(.opened)
        let path = "/simulator/tickets/slack_api/\(message(life).id)"
        #expect(life.service.control("POST", path, #"{"deleted":true}"#) == 200)
        #expect(try await life.tell(.affectedChanged) == .delivered)
        #expect(try await life.tell(.resolved) == .delivered)
        #expect(life.tickets == ["deleted: 1", "edited: 2"])
    }

    @Test func withoutMemoryNothingIsLost() async throws {
        let life = try TicketLife(Self.slack)
        try await life.tell(.opened)
        life.forget()
        #expect(try await life.tell(.resolved) == .delivered)
        #expect(life.tickets == ["posted: 1", "posted: 1"])
    }

    // MARK: -

    private func fault(_ service: SimulatedService, _ name: String, _ fault: String) {
        let status = service.control("POST", "/simulator/faults", #"{"target":"\#(name)","fault":\#(fault)}"#)
        #expect(status == 200)
    }

    private func tell(
        _ chat: ChatUnderTest, _ service: SimulatedService, _ content: Delivery.Content
    ) async throws -> Outcome {
        let ended = Mutex<Outcome?>(nil)
        let sink = try chat.make(service, service.now)
        await sink.deliver([Delivery(content: content, attempt: 1)]) { reports in
            ended.withLock { $0 = reports.first?.outcome }
        }
        return try #require(ended.withLock { $0 })
    }
}
