import BridgeCore
import Simulator
import Sinks
import Testing

/// What every ticket system has to pass: one finding, one ticket, whatever happens on the way.
@Suite struct TicketLifeTests {
    @Test(arguments: TicketSystemUnderTest.all)
    func aFindingsWholeLifeIsOneTicket(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        #expect(try await life.tell(.opened) == .delivered)
        #expect(life.tickets == ["\(system.open): 1"])
        #expect(try await life.tell(.affectedChanged) == .delivered)
        #expect(life.tickets == ["\(system.open): 2"])
        #expect(try await life.tell(.suppressed) == .delivered)
        #expect(life.tickets == ["\(system.closed): 3"])
        #expect(try await life.tell(.reopened, later: .seconds(3600)) == .delivered)
        #expect(life.tickets == ["\(system.open): 4"])
        #expect(try await life.tell(.resolved) == .delivered)
        #expect(life.tickets == ["\(system.closed): 5"])
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func aTicketIsFoundAgainWithoutMemory(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened)
        life.forget()
        #expect(try await life.tell(.affectedChanged, later: .seconds(60)) == .delivered)
        life.forget()
        #expect(try await life.tell(.resolved) == .delivered)
        #expect(life.tickets == ["\(system.closed): 3"])
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func aLostAnswerMakesNoSecondTicket(system: TicketSystemUnderTest) async throws {
        // Whichever answer of the first event is lost.
        for number in 1...4 {
            let life = try TicketLife(system)
            life.service.lose(number)
            #expect(try await life.tell(.opened) == .delivered, "answer \(number)")
            #expect(life.tickets.count == 1, "answer \(number)")
        }
    }

    /// The search of some does not know yet what was made a moment ago.
    @Test(arguments: TicketSystemUnderTest.all)
    func aCrashBeforeTheTicketIsRememberedMakesNoSecondTicket(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened)
        try life.crash()
        #expect(try await life.tell(.opened, later: .seconds(1)) == .delivered)
        #expect(life.tickets.count == 1)
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func aTicketThatWasDeletedByHandIsMadeAnewOnlyWhereThereIsSomethingToDo(
        system: TicketSystemUnderTest
    ) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened)
        try delete(life, system)
        #expect(try await life.tell(.affectedChanged) == .delivered)
        #expect(life.tickets == ["deleted: 1", "\(system.open): 1"])
        let other = try TicketLife(system)
        try await other.tell(.opened)
        try delete(other, system)
        let outcome = try await other.tell(.resolved)
        guard case .suppressed = outcome else { Issue.record("\(outcome)"); return }
        #expect(other.tickets == ["deleted: 1"])
    }

    private func delete(_ life: TicketLife, _ system: TicketSystemUnderTest) throws {
        let id = try #require(life.service.simulation.tickets(of: system.name).first?.id)
        let status = life.service.control("POST", "/simulator/tickets/\(system.name)/\(id)", #"{"deleted":true}"#)
        #expect(status == 200)
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func aTicketThatWasClosedByHandStaysClosedWhenTheFindingResolves(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened)
        try close(life, system)
        #expect(try await life.tell(.resolved) == .delivered)
        #expect(life.tickets == ["\(system.closed): 1"])
    }

    private func close(_ life: TicketLife, _ system: TicketSystemUnderTest) throws {
        let id = try #require(life.service.simulation.tickets(of: system.name).first?.id)
        let body = #"{"state":"\#(system.closed)"}"#
        #expect(life.service.control("POST", "/simulator/tickets/\(system.name)/\(id)", body) == 200)
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func whatComesBackLongAfterGetsANewTicketThatNamesTheOldOne(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened)
        try await life.tell(.resolved)
        #expect(try await life.tell(.reopened, later: .seconds(30 * 86_400)) == .delivered)
        #expect(life.tickets == ["\(system.closed): 2", "\(system.open): 1"])
        let tickets = life.service.simulation.tickets(of: system.name)
        #expect(tickets[1].notes[0].contains(tickets[0].id))
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func whatWasIgnoredOpenedByHandAndIsOverIsClosed(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened)
        #expect(try await life.tell(.changed, state: .resolved) == .delivered)
        #expect(life.tickets == ["\(system.closed): 2"])
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func aDeadLetterThatIsSentLaterChangesNothingThatIsNewer(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened, revision: 5)
        #expect(try await life.tell(.resolved, revision: 4) == .delivered)
        #expect(life.tickets == ["\(system.open): 2"])
        #expect(try await life.tell(.suppressed, revision: 6) == .delivered)
        #expect(life.tickets == ["\(system.closed): 3"])
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func aCommentThatIsRefusedDoesNotKeepTheTicketOpen(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        try await life.tell(.opened)
        life.service.refuse(life.service.questions.count + 2, 400, #"{"message":"no comments here"}"#)
        let outcome = try await life.tell(.resolved)
        guard case .rejected(_, .delivery) = outcome else { Issue.record("\(outcome)"); return }
        #expect(life.tickets == ["\(system.closed): 1"])
    }

    /// "There is none" and "that is no answer" are not the same.
    @Test(arguments: TicketSystemUnderTest.all)
    func aSearchThatSaysNothingIsAskedAgain(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        life.service.refuse(1, 200, #"{"ok":true}"#)
        #expect(try await life.tell(.opened) == .delivered)
        #expect(life.service.questions.count == 3)
    }

    @Test(arguments: [Transition.affectedChanged, .changed])
    func nothingIsSaidInWhatIsClosedForGood(transition: Transition) async throws {
        let life = try TicketLife(.serviceNow)
        try await life.tell(.opened)
        let id = try #require(life.service.simulation.tickets(of: "servicenow").first?.id)
        #expect(life.service.control("POST", "/simulator/tickets/servicenow/\(id)", #"{"state":"7"}"#) == 200)
        let outcome = try await life.tell(transition)
        if transition == .changed {
            guard case .suppressed = outcome else { Issue.record("\(outcome)"); return }
            #expect(life.tickets == ["7: 1"])
        } else {
            #expect(outcome == .delivered && life.tickets == ["7: 1", "1: 1"])
        }
    }

    @Test(arguments: TicketSystemUnderTest.all)
    func nothingOpenIsNothingToClose(system: TicketSystemUnderTest) async throws {
        let life = try TicketLife(system)
        let outcome = try await life.tell(.resolved)
        guard case .suppressed = outcome else { Issue.record("\(outcome)"); return }
        #expect(life.tickets.isEmpty)
    }
}
