import HTTPTransport
import TestSupport
import Testing

/// The mailer against a server that does what a script says.
@Suite(.timeLimit(.minutes(3))) struct CurlMailerTests {
    private static let text = "Subject: x\r\n\r\n.a line with a dot\r\n..\r\nend\r\n"

    private func mail(
        _ url: String, to recipients: [String] = ["b@x"], from sender: String = "a@x", _ text: String = text,
        login: MailServer.Login? = nil, greeting: String? = nil, timeout: Duration = .seconds(30),
        startsTLS: Bool = false, egress: EgressPolicy? = nil
    ) -> MailRequest {
        let options = HTTPOptions(timeout: timeout, ignoresEnvironmentProxy: true, egress: egress)
        return MailRequest(
            server: MailServer(url: url, startsTLS: startsTLS, greeting: greeting, login: login, options: options),
            sender: sender, recipients: recipients, message: Array(text.utf8))
    }

    private func mailer() throws -> CurlMailer { try CurlMailer(configuration: .init(userAgent: "tests")) }

    private func failure(_ mail: MailRequest) async throws -> HTTPTransportError? {
        let mailer = try mailer()
        do throws(HTTPTransportError) {
            _ = try await mailer.send(mail)
            return nil
        } catch {
            return error
        }
    }

    @Test func aMailArrivesAsItWasWritten() async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        let reply = try await mailer().send(mail(server.url, to: ["b@x", "c@x"], greeting: "me.example"))
        #expect(reply == MailReply(step: .content, code: 250, text: "queued"))
        #expect(reply.isTaken)
        #expect(server.messages == [Self.text])
        #expect(
            server.lines.dropLast(server.lines.last == "QUIT" ? 1 : 0) == [
                "(connected)", "EHLO me.example", "MAIL FROM:<a@x> SIZE=\(Self.text.utf8.count)", "RCPT TO:<b@x>",
                "RCPT TO:<c@x>", "DATA", "(message)",
            ])
    }

    @Test func severalMailsShareAConnection() async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        let mailer = try mailer()
        for _ in 0..<3 { #expect(try await mailer.send(mail(server.url)).isTaken) }
        #expect(server.connectionCount == 1)
        #expect(server.messages.count == 3)
    }

    @Test func aConnectionThatTheServerEndedIsReplaced() async throws {
        let server = try ScriptedMailServer()
        let mailer = try mailer()
        #expect(try await mailer.send(mail(server.url)).isTaken)
        server.stop()
        let next = try ScriptedMailServer()
        defer { next.stop() }
        #expect(try await mailer.send(mail(next.url)).isTaken)
    }

    @Test func oneSignsInAsWhoOneIs() async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        let login = MailServer.Login(user: "robot", password: "p:w d")
        #expect(try await mailer().send(mail(server.url, login: login)).isTaken)
        #expect(server.lines.contains("AUTH PLAIN"))
        // NUL robot NUL p:w d
        #expect(server.lines.contains("\(ScriptedMailServer.login) AHJvYm90AHA6dyBk"))
    }

    /// What a server says to which command, and what is made of it.
    static let refusals: [(command: String, says: String, reply: MailReply)] = [
        ("(connected)", "554 go away", .init(step: .greeting, code: 554, text: "go away")),
        ("(connected)", "421-too\r\n421 busy", .init(step: .greeting, code: 421, text: "too busy")),
        ("(login)", "535 5.7.8 no", .init(step: .login, code: 535, text: "5.7.8 no")),
        ("(login)", "454 later", .init(step: .login, code: 454, text: "later")),
        ("MAIL", "550 not you", .init(step: .sender, code: 550, text: "not you")),
        ("MAIL", "452 full", .init(step: .sender, code: 452, text: "full")),
        (
            "RCPT", "550 5.1.1 <b@x> unknown",
            .init(
                step: .recipients, code: 550, text: "5.1.1 <b@x> unknown",
                refused: [.init(recipient: "b@x", code: 550, text: "5.1.1 <b@x> unknown")])
        ),
        ("DATA", "451 not now", .init(step: .content, code: 451, text: "not now")),
        ("(message)", "554 spam", .init(step: .content, code: 554, text: "spam")),
        ("(message)", "452 full", .init(step: .content, code: 452, text: "full")),
    ]

    @Test(arguments: refusals.indices)
    func aRefusalIsAnAnswer(index: Int) async throws {
        let row = Self.refusals[index]
        let server = try ScriptedMailServer { $0.hasPrefix(row.command) ? .say(row.says) : nil }
        defer { server.stop() }
        let login = MailServer.Login(user: "robot", password: "secret")
        let reply = try await mailer().send(mail(server.url, login: login))
        #expect(reply == row.reply)
        #expect(!reply.isTaken)
    }

    @Test func aServerThatOffersNoWayOfSigningInIsToldNoPassword() async throws {
        let server = try ScriptedMailServer { $0.hasPrefix("EHLO") ? .say("250 plain") : nil }
        defer { server.stop() }
        let reply = try? await mailer().send(mail(server.url, login: .init(user: "u", password: "p")))
        #expect(reply?.isTaken == true)
        #expect(!server.lines.contains { $0.hasPrefix("AUTH") })
    }

    @Test func whoeverIsTakenGetsTheMailAndTheOthersAreNamed() async throws {
        let server = try ScriptedMailServer { line in
            if line.contains("gone@x") { return .say("550 5.1.1 unknown") }
            return line.contains("new@x") ? .say("451 greylisted") : nil
        }
        defer { server.stop() }
        let reply = try await mailer().send(mail(server.url, to: ["gone@x", "b@x", "new@x"]))
        #expect(reply.isTaken)
        #expect(
            reply.refused == [
                .init(recipient: "gone@x", code: 550, text: "5.1.1 unknown"),
                .init(recipient: "new@x", code: 451, text: "greylisted"),
            ])
        #expect(server.messages.count == 1)
    }

    @Test(arguments: [
        "b@x>\r\nRCPT TO:<evil@x", "b@x\r\nDATA", "b@x>", "<b@x", "b @x", "b@x\0", "b@x> SIZE=1", "", "b",
    ])
    func anAddressThatIsMoreThanOneIsRefusedBeforeAnythingIsSent(address: String) async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        for mail in [mail(server.url, to: ["b@x", address]), mail(server.url, from: address)] {
            guard case .invalidRequest(let why)? = try await failure(mail) else {
                _ = Issue.record("it was sent")
                return
            }
            #expect(!why.contains("evil"))
        }
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: [
        "", "no end", "bare\nline\r\n", "bare\rreturn\r\n", "x\r\n.\nMAIL FROM:<evil@x>\r\n",
        String(repeating: "x", count: 999) + "\r\n",
    ])
    func aMailThatCouldEndWhereItMustNotIsRefused(text: String) async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        guard case .invalidRequest? = try await failure(mail(server.url, text)) else {
            _ = Issue.record("it was sent")
            return
        }
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: [
        ("http://127.0.0.1:1", nil), ("smtp://", nil), ("smtp://u:p@127.0.0.1:1", nil), ("smtp://127.0.0.1:1/x", nil),
        ("smtp://127.0.0.1:1\r\n", nil), ("smtp://127.0.0.1:1", "me\r\nMAIL"), ("file:///etc/passwd", nil),
        ("smtp://127.0.0.1:1", "a/../b"),
    ])
    func whatIsNoMailServerIsNotConnectedTo(url: String, greeting: String?) async throws {
        guard case .invalidRequest? = try await failure(mail(url, greeting: greeting)) else {
            _ = Issue.record("it was tried")
            return
        }
    }

    @Test func aPasswordGoesNowhereInTheClearButToThisMachine() async throws {
        let login = MailServer.Login(user: "u", password: "hunter2")
        let error = try await failure(mail("smtp://192.0.2.1:25", login: login))
        #expect(error == .invalidRequest("a password must not go out without TLS, except to this machine"))
    }

    @Test func withoutAnOfferOfTLSNothingIsSaid() async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        let login = MailServer.Login(user: "u", password: "hunter2")
        guard case .tls? = try await failure(mail(server.url, login: login, startsTLS: true)) else {
            _ = Issue.record("it went on in the clear")
            return
        }
        #expect(server.lines.prefix(2).last?.hasPrefix("EHLO") == true)
        #expect(server.lines.dropFirst(2).allSatisfy { $0 == "QUIT" })
    }

    @Test func aRefusalToBeginTLSIsAnAnswer() async throws {
        let server = try ScriptedMailServer { line in
            if line.hasPrefix("EHLO") { return .say("250-x\r\n250 STARTTLS") }
            return line == "STARTTLS" ? .say("454 not now") : nil
        }
        defer { server.stop() }
        let reply = try await mailer().send(mail(server.url, startsTLS: true))
        #expect(reply == MailReply(step: .encryption, code: 454, text: "not now"))
    }

    @Test func aPolicyHoldsForMailsToo() async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        for url in [server.url, "smtp://localhost:\(server.port)"] {
            guard case .refused? = try await failure(mail(url, egress: EgressPolicy(deny: .loopback))) else {
                _ = Issue.record("it was connected to")
                return
            }
        }
        guard case .refused(let refusal)? = try await failure(mail("smtp://2852039166", egress: EgressPolicy())) else {
            _ = Issue.record("it was connected to")
            return
        }
        #expect(refusal.isWritten)
        #expect(server.connectionCount == 0)
    }

    /// Where it falls silent, and whether the mail may be there by then.
    @Test(arguments: [("(connected)", true), ("MAIL", true), ("(message)", false)])
    func silenceTimesOut(place: String, isConnecting: Bool) async throws {
        let server = try ScriptedMailServer { $0.hasPrefix(place) ? .stall : nil }
        defer { server.stop() }
        let error = try await failure(mail(server.url, timeout: .seconds(2)))
        #expect(error == .timeout(connecting: isConnecting))
    }

    @Test func aServerThatDoesNotSayGoodByeHoldsUpNobodyForLong() async throws {
        let server = try ScriptedMailServer { line in
            line.hasPrefix("RCPT") ? .say("550 no") : line == "QUIT" ? .stall : nil
        }
        defer { server.stop() }
        let start = ContinuousClock.now
        let reply = try await mailer().send(mail(server.url, timeout: .seconds(2)))
        #expect(reply.step == .recipients)
        #expect(.now - start < .seconds(25))
    }

    @Test(arguments: ["(connected)", "EHLO", "RCPT", "(message)"])
    func aBrokenConnectionIsNoRefusal(place: String) async throws {
        let server = try ScriptedMailServer { $0.hasPrefix(place) ? .close : nil }
        defer { server.stop() }
        switch try await failure(mail(server.url)) {
        case .interrupted?, .malformedResponse?: break
        case let other: Issue.record("\(other as Any)")
        }
    }

    @Test func anEndlessReplyIsCutOff() async throws {
        let line = "250-" + String(repeating: "x", count: 400) + "\r\n"
        let endless = String(repeating: line, count: 400) + "250 end"
        let server = try ScriptedMailServer { $0.hasPrefix("EHLO") ? .say(endless) : nil }
        defer { server.stop() }
        // Some versions of libcurl have a limit of their own, and others not.
        switch try await failure(mail(server.url)) {
        case .headersTooLarge?, .interrupted?: break
        case let other: Issue.record("\(other as Any)")
        }
    }

    @Test func cancellingEndsAMailThatIsUnderWay() async throws {
        let (reached, arrival) = AsyncStream<Void>.makeStream()
        let server = try ScriptedMailServer { line in
            guard line.hasPrefix("MAIL") else { return nil }
            arrival.yield()
            return .stall
        }
        defer { server.stop() }
        let mail = mail(server.url, timeout: .seconds(50))
        let task = Task { try await failure(mail) }
        for await _ in reached { break }
        task.cancel()
        #expect(try await task.value == .cancelled)
    }

    @Test func nothingPrintsAPassword() async throws {
        let login = MailServer.Login(user: "robot", password: "hunter2")
        let mail = mail("smtp://127.0.0.1:1", login: login)
        let error = try await failure(mail)
        var dumped = ""
        dump(mail, to: &dumped)
        let shown = "\(mail) \(mail.server) \(login) \(String(reflecting: mail)) \(dumped) \(error as Any)"
        #expect(!shown.contains("hunter2") && !shown.contains("robot"))
        guard case .connect? = error else {
            _ = Issue.record("\(error as Any)")
            return
        }
    }

    // MARK: Coming to look

    @Test func whoeverLooksSignsInAndSendsNothing() async throws {
        let server = try ScriptedMailServer()
        defer { server.stop() }
        let server2 = mail(server.url, login: .init(user: "u", password: "p")).server
        let greeting = try await mailer().greet(server2)
        #expect(greeting.refusal == nil)
        #expect(greeting.connection.address == "127.0.0.1")
        #expect(server.lines.contains("\(ScriptedMailServer.login) AHUAcA==") && server.lines.contains("NOOP"))
        #expect(!server.lines.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("VRFY") || $0 == "DATA" })
    }

    @Test func whatItWouldNotTakeIsSaid() async throws {
        let server = try ScriptedMailServer { $0.hasPrefix(ScriptedMailServer.login) ? .say("535 wrong") : nil }
        defer { server.stop() }
        let greeting = try await mailer().greet(mail(server.url, login: .init(user: "u", password: "p")).server)
        #expect(greeting.refusal == MailReply(step: .login, code: 535, text: "wrong"))
        #expect(greeting.connection.address == "127.0.0.1")
    }
}
