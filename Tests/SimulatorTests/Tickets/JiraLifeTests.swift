import BridgeCore
import Simulator
import Sinks
import Synchronization
import Testing

/// What is particular about Jira: a workflow, permissions, and fields that a project asks for.
@Suite struct JiraLifeTests {
    @Test(arguments: JiraAPI.allCases)
    func whatTheWorkflowForbidsIsSaidAndThenGivenUp(api: JiraAPI) async throws {
        let life = try TicketLife(.jira(api, project: "FROZEN"))
        try await life.tell(.opened)
        let outcome = try await life.tell(.resolved)
        guard case .rejected(let reason, .delivery) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains("FROZEN-1") && reason.contains("allow the transition, then replay"))
        #expect(life.tickets == ["To Do: 2"])
    }

    @Test func aStepMayBeChosenByItsNameOrByWhereItLeads() async throws {
        for name in ["done", "Move to Done"] {
            let life = try TicketLife(.jira(.cloud, closing: name))
            try await life.tell(.opened)
            #expect(try await life.tell(.resolved) == .delivered)
            #expect(life.tickets == ["Done: 2"])
        }
        let life = try TicketLife(.jira(.cloud, closing: "Won't do"))
        try await life.tell(.opened)
        guard case .rejected(let reason, .delivery) = try await life.tell(.resolved) else { Issue.record(); return }
        #expect(reason.contains("wanted: Won't do; offered: Move to In Progress, In Progress, Move to Done, Done"))
    }

    @Test func aResolutionThatTheScreenDoesNotTakeIsNotGiven() async throws {
        let life = try TicketLife(.jira(.cloud, resolution: "Never heard of"))
        try await life.tell(.opened)
        #expect(try await life.tell(.resolved) == .delivered)
        #expect(life.tickets == ["Done: 2"])
    }

    @Test(arguments: ["READONLY", "NOWHERE"], JiraAPI.allCases)
    func aProjectWithoutPermissionPausesTheSink(project: String, api: JiraAPI) async throws {
        let life = try TicketLife(.jira(api, project: project))
        let outcome = try await life.tell(.opened)
        guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains("may it see the project and make issues in it?"))
        #expect(life.tickets.isEmpty)
    }

    @Test func aMissingFieldIsNamedAndItsValueCanBeGiven() async throws {
        let life = try TicketLife(.jira(.cloud, project: "STRICT"))
        let outcome = try await life.tell(.opened)
        guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains("customfield_10042: Team is required.") && reason.contains("`fields`"))
        let field = JSONMember("customfield_10042", .object([JSONMember("value", .string("Blue"))]))
        let other = try TicketLife(.jira(.cloud, project: "STRICT", fields: [field]))
        #expect(try await other.tell(.opened) == .delivered)
    }

    @Test func aTokenMayBeReplacedWhileEventsWait() async throws {
        let token = Mutex("yesterdays-token")
        let system = TicketSystemUnderTest.jira(.cloud, token: .file("/token")) { _, _ in
            token.withLock { Array($0.utf8) }
        }
        let life = try TicketLife(system)
        let outcome = try await life.tell(.opened)
        guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.contains("Is the token still valid") && !reason.contains("yesterdays"))
        token.withLock { $0 = "simulated-jira" }
        #expect(try await life.tell(.opened) == .delivered)
    }
}
