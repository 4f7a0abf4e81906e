import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

@testable import Simulator

/// The sink, libcurl and the fake server together, over a socket.
@Suite(.timeLimit(.minutes(3))) struct MailDeliveryTests {
    private func run(_ body: @Sendable (Simulator, Int) async throws -> Void) async throws {
        let simulator = Simulator(Simulation(.standard(at: .noon))) { .noon }
        let server = SMTPServer(simulator)
        let (ports, ready) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { ready.finish() }
                try await server.run { ready.yield($0) }
            }
            for await port in ports {
                do { try await body(simulator, port) } catch {
                    group.cancelAll()
                    throw error
                }
                break
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func sink(
        _ port: Int, to recipients: [String] = ["soc@acme.example"], from sender: String = "checkbridge@acme.example",
        password: String = "simulated-email"
    ) throws -> EmailSink {
        let mailer = try CurlMailer(configuration: .init(userAgent: "tests"))
        return try EmailSink(
            .init(
                connection: HTTPConnection(
                    name: "mail", url: .literal("smtp://127.0.0.1:\(port)"), timeout: .seconds(30)),
                startsTLS: false,
                login: .init(user: "checkbridge", password: .literal(password)),
                sender: try #require(MailAddress(sender)), recipients: recipients.compactMap(MailAddress.init)),
            client: mailer, file: { _, _ in [] }, now: { .noon })
    }

    private func report(_ sink: EmailSink, _ content: Delivery.Content) async throws -> DeliveryReport {
        let reports = Mutex<[DeliveryReport]>([])
        await sink.deliver([Delivery(content: content, attempt: 1)]) { new in reports.withLock { $0 += new } }
        return try #require(reports.withLock { $0 }.first)
    }

    @Test func everyTransitionIsTakenAsOneMail() async throws {
        try await run { simulator, port in
            let sink = try sink(port)
            for transition in Transition.allCases {
                let outcome = try await report(sink, .event(TicketLife.event(transition))).outcome
                #expect(outcome == .delivered)
            }
            let mailbox = await simulator.mailbox
            #expect(mailbox.tallies["email"]?.accepted == Transition.allCases.count)
            #expect(mailbox.tallies["email"]?.refused == 0)
            #expect(mailbox.messages.first?.id == TicketLife.event(.opened).id)
            #expect(mailbox.messages.allSatisfy { $0.title.contains("RAM users") })
        }
    }

    @Test func anyTitleIsTaken() async throws {
        try await run { simulator, port in
            let sink = try sink(port)
            for title in ChatDeliveryTests.hostile + ["\r\n.\r\nMAIL FROM:<evil@x>\r\n", ".", "..", "a\r\n.\r\nb"] {
                let event = TicketLife.event(.opened, title: title)
                let outcome = try await report(sink, .event(event)).outcome
                #expect(outcome == .delivered, "\(title.prefix(40))")
            }
            let tally = await simulator.mailbox.tallies["email"]
            #expect(tally?.accepted == ChatDeliveryTests.hostile.count + 4 && tally?.refused == 0)
        }
    }

    @Test func aLargeDigestIsTakenAsOneMail() async throws {
        try await run { simulator, port in
            let events = (0..<100).map { TicketLife.event(.opened, title: "RAM users, number \($0)") }
            let outcome = try await report(sink(port), .digest(id: "d1", events: events)).outcome
            #expect(outcome == .delivered)
            #expect(await simulator.mailbox.tallies["email"]?.accepted == 1)
        }
    }

    @Test func aWrongPasswordPausesTheSink() async throws {
        try await run { simulator, port in
            let outcome = try await report(sink(port, password: "hunter22"), .event(TicketLife.event(.opened))).outcome
            guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
            #expect(reason.contains("535") && reason.contains("Check user and password"))
            #expect(!reason.contains("hunter22"))
        }
    }

    @Test func aSenderOfSomebodyElsesPausesTheSink() async throws {
        try await run { _, port in
            let sink = try sink(port, from: "spoofed@acme.example")
            let outcome = try await report(sink, .event(TicketLife.event(.opened))).outcome
            guard case .rejected(let reason, .sink) = outcome else { Issue.record("\(outcome)"); return }
            #expect(reason.contains("check from"))
        }
    }

    @Test func aRecipientThatIsGoneSilencesNobodyElse() async throws {
        try await run { simulator, port in
            let sink = try sink(port, to: ["unknown@acme.example", "soc@acme.example"])
            let report = try await report(sink, .event(TicketLife.event(.opened)))
            #expect(report.outcome == .delivered)
            #expect(report.remark?.contains("unknown@acme.example (550") == true)
            #expect(await simulator.mailbox.tallies["email"]?.accepted == 1)
        }
    }

    @Test func whoseMailboxIsFullGetsItLaterAndTheOthersOnlyOnce() async throws {
        try await run { simulator, port in
            let sink = try sink(port, to: ["full@acme.example", "soc@acme.example"])
            for _ in 0..<2 {
                let outcome = try await report(sink, .event(TicketLife.event(.opened))).outcome
                guard case .retry(_, let reason, _) = outcome else { Issue.record("\(outcome)"); return }
                #expect(reason.contains("full@acme.example (452"))
            }
            #expect(await simulator.mailbox.tallies["email"]?.accepted == 1)
        }
    }

    static let faults: [(fault: Fault, isDelivered: Bool, scope: Outcome.Scope)] = [
        (.throttle(), false, .delivery), (.status(421), false, .sink), (.status(452), false, .delivery),
        (.reset, false, .delivery), (.resetAfter, false, .delivery), (.slow(.milliseconds(50)), true, .delivery),
    ]

    @Test(arguments: faults.indices)
    func whatPassesIsTriedAgain(index: Int) async throws {
        let row = Self.faults[index]
        try await run { simulator, port in
            let sink = try sink(port)
            await simulator.inject(FaultRule("email", row.fault))
            let first = try await report(sink, .event(TicketLife.event(.opened))).outcome
            if row.isDelivered {
                #expect(first == .delivered)
            } else {
                guard case .retry(_, _, row.scope) = first else { Issue.record("\(first)"); return }
            }
            let outcome = try await report(sink, .event(TicketLife.event(.opened))).outcome
            #expect(outcome == .delivered)
        }
    }

    @Test(arguments: [(Fault.forbidden, Outcome.Scope.sink), (.status(554, body: "5.7.1 spam"), .delivery)])
    func whatDoesNotPassIsToldByItsScope(fault: Fault, scope: Outcome.Scope) async throws {
        try await run { simulator, port in
            await simulator.inject(FaultRule("email", fault))
            let outcome = try await report(sink(port), .event(TicketLife.event(.opened))).outcome
            guard case .rejected(_, scope) = outcome else { Issue.record("\(outcome)"); return }
        }
    }

    @Test(arguments: ["From: x\r\n\r\nhi\r\n", "no headers\r\n\r\nx\r\n", "Subject: ä\r\n\r\nx\r\n"])
    func aMailThatIsNoneIsRefused(text: String) async throws {
        try await run { simulator, port in
            let server = MailServer(
                url: "smtp://127.0.0.1:\(port)", startsTLS: false,
                login: .init(user: "checkbridge", password: "simulated-email"))
            let reply = try await CurlMailer(configuration: .init(userAgent: "tests")).send(
                MailRequest(server: server, sender: "a@x", recipients: ["b@x"], message: Array(text.utf8)))
            #expect(reply.code == 554 && reply.text.hasPrefix("5.6.0"))
            #expect(await simulator.mailbox.tallies["email"]?.refused == 1)
        }
    }
}
