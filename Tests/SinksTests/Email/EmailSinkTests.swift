import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

/// What a mail server's replies mean, and what every sink has to pass.
@Suite struct EmailSinkTests {
    private func outcome(_ reply: MailReply) async throws -> Outcome {
        try #require(try await EmailSink.test(ScriptedMailClient(reply)).outcome(of: .sample(.opened)))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var step: MailReply.Step
        var code: Int
        var text = "as it was"
        var shape: OutcomeShape
        /// What the operator is told to do.
        var advice = ""
        var testDescription: String { "\(step) \(code) \(text)" }

        static func retry(_ step: MailReply.Step, _ code: Int, _ scope: Outcome.Scope) -> Row {
            Row(step: step, code: code, shape: .retry(after: nil, scope))
        }

        static func pause(_ step: MailReply.Step, _ code: Int, _ text: String, _ advice: String) -> Row {
            Row(step: step, code: code, text: text, shape: .rejected(.sink), advice: advice)
        }

        static func pause(_ step: MailReply.Step, _ code: Int, _ advice: String) -> Row {
            pause(step, code, "as it was", advice)
        }

        static func letter(_ step: MailReply.Step, _ code: Int, _ text: String = "as it was") -> Row {
            Row(step: step, code: code, text: text, shape: .rejected(.delivery))
        }
    }

    @Test(arguments: [
        Row.retry(.greeting, 421, .sink), .retry(.encryption, 454, .sink), .retry(.login, 454, .sink),
        .retry(.sender, 451, .sink), .retry(.sender, 452, .sink), .retry(.recipients, 450, .sink),
        .retry(.recipients, 451, .sink), .retry(.content, 421, .sink), .retry(.content, 451, .delivery),
        .retry(.content, 452, .delivery),
        .pause(.greeting, 554, "check url and helo"), .pause(.greeting, 550, "check url and helo"),
        .pause(.encryption, 502, "smtps://"), .pause(.login, 535, "5.7.8 bad", "Check user and password"),
        .pause(.login, 534, "Check user and password"), .pause(.login, 0, "Check user and password"),
        .pause(.sender, 530, "Check user and password"), .pause(.sender, 550, "check from"),
        .pause(.sender, 553, "check from"), .pause(.recipients, 550, "5.1.1 unknown", "check to"),
        .pause(.recipients, 554, "5.7.1 relay denied", "check to"),
        .pause(.content, 550, "5.7.26 DMARC", "SPF, DKIM and DMARC"),
        .pause(.content, 530, "5.7.0 sign in", "Check user and password"),
        .letter(.sender, 552), .letter(.content, 552), .letter(.content, 554, "5.7.1 spam"),
        .letter(.content, 550, "5.7.2 x"),
        // Nothing that SMTP knows of.
        .retry(.content, 354, .sink), .retry(.content, 399, .sink), .retry(.greeting, 200, .sink),
    ])
    func aReplyMeansWhatItsStepAndCodeSay(row: Row) async throws {
        let outcome = try await outcome(MailReply(step: row.step, code: row.code, text: row.text))
        #expect(outcome.shape == row.shape)
        #expect(outcome.words.contains(row.text))
        #expect(row.code == 0 || outcome.words.contains("\(row.code)"))
        #expect(outcome.words.contains("smtp://mail.acme.example:587"))
        #expect(outcome.words.contains(row.advice))
    }

    @Test(arguments: SinkConformanceTests.failures)
    func noAnswerIsNoEnd(failure: (HTTPTransportError, OutcomeShape)) async throws {
        let client = ScriptedMailClient { _ in .failure(failure.0) }
        let outcome = try await EmailSink.test(client).outcome(of: .sample(.opened))
        #expect(outcome?.shape == failure.1)
    }

    @Test func everyDeliveryIsReportedOnce() async throws {
        let outcomes = try await EmailSink.test(ScriptedMailClient())
            .outcomes(of: (0..<300).map { _ in Delivery.sample(.opened) })
        #expect(outcomes == Array(repeating: .delivered, count: 300))
    }

    @Test func everyAttemptSendsTheSameBytes() async throws {
        let client = ScriptedMailClient(MailReply(step: .content, code: 451, text: "later"))
        let sink = try EmailSink.test(client)
        for attempt in 1...3 { _ = await sink.outcome(of: .sample(.opened, attempt: attempt)) }
        #expect(client.mails.count == 3)
        #expect(Set(client.mails.map(\.message)).count == 1)
        #expect(String(decoding: client.mails[0].message, as: UTF8.self).contains("<\(SampleEvent.opened.id)@"))
    }

    @Test func theEnvelopeIsTheConfigurations() async throws {
        let client = ScriptedMailClient()
        let sink = try EmailSink.test(client, to: ["a@x.example", "b@y.example"])
        _ = await sink.outcome(of: .titled("x@evil.example> RCPT"))
        let mail = try #require(client.mails.first)
        #expect(mail.sender == "checkbridge@acme.example" && mail.recipients == ["a@x.example", "b@y.example"])
        #expect(mail.server.url == "smtp://mail.acme.example:587" && mail.server.startsTLS)
        #expect(mail.server.greeting == "bridge.acme.example")
        #expect(mail.server.login == .init(user: "robot", password: "hunter2/+="))
    }

    // MARK: Several recipients

    private struct Post: Sendable {
        let client: ScriptedMailClient
        let sink: EmailSink

        /// - Parameter codes: what each recipient is answered.
        init(_ codes: @escaping @Sendable (_ attempt: Int, _ recipient: String) -> Int) throws {
            let attempts = Mutex(0)
            client = ScriptedMailClient { mail in
                let attempt = attempts.withLock {
                    $0 += 1; return $0
                }
                let refused = mail.recipients.map { ($0, codes(attempt, $0)) }.filter { $0.1 != 250 }
                    .map { MailReply.Refusal(recipient: $0, code: $1, text: "said to \($0)") }
                let isTaken = refused.count < mail.recipients.count
                return .success(
                    MailReply(
                        step: isTaken ? .content : .recipients, code: isTaken ? 250 : refused.last?.code ?? 0,
                        text: "said last", refused: refused))
            }
            sink = try EmailSink.test(client, to: ["a@x", "b@x", "c@x"])
        }

        func report(_ delivery: Delivery = .sample(.opened)) async throws -> DeliveryReport {
            let reports = Mutex<[DeliveryReport]>([])
            await sink.deliver([delivery]) { new in reports.withLock { $0 += new } }
            return try #require(reports.withLock { $0 }.first)
        }

        var recipients: [[String]] { client.mails.map(\.recipients) }
    }

    @Test func aRecipientThatIsGoneSilencesNobodyElseAndIsTold() async throws {
        let post = try Post { _, who in who == "b@x" ? 550 : 250 }
        let report = try await post.report()
        #expect(report.outcome == .delivered)
        #expect(report.remark?.contains("b@x (550 said to b@x) did not get it") == true)
        #expect(report.remark?.contains("a@x") == false)
    }

    @Test func onlyWhoMustWaitIsSentItAgain() async throws {
        let post = try Post { attempt, who in who == "b@x" && attempt < 3 ? 451 : 250 }
        let first = try await post.report().outcome
        #expect(first.shape == .retry(after: nil, .delivery))
        #expect(first.words.contains("b@x (451"))
        #expect(try await post.report().outcome.shape == .retry(after: nil, .delivery))
        #expect(try await post.report().outcome == .delivered)
        #expect(post.recipients == [["a@x", "b@x", "c@x"], ["b@x"], ["b@x"]])
    }

    @Test func whoIsRefusedInTheEndIsToldAndTheOthersHaveIt() async throws {
        let post = try Post { attempt, who in who == "b@x" ? (attempt == 1 ? 451 : 550) : 250 }
        _ = try await post.report()
        let report = try await post.report()
        #expect(report.outcome == .delivered)
        #expect(report.remark?.contains("b@x (550") == true)
    }

    @Test func anotherEventGoesToAllOfThem() async throws {
        let post = try Post { attempt, who in who == "b@x" && attempt == 1 ? 451 : 250 }
        _ = try await post.report()
        _ = try await post.report(.sample(.resolved))
        #expect(post.recipients.last == ["a@x", "b@x", "c@x"])
    }

    @Test func ifAllAreRefusedForGoodTheConfigurationIsWrong() async throws {
        let post = try Post { _, _ in 550 }
        let report = try await post.report()
        #expect(report.outcome.shape == .rejected(.sink))
        #expect(report.outcome.words.contains("check to"))
    }

    @Test func ifSomeOfThemMayGetItLaterItIsTriedAgainForAll() async throws {
        let post = try Post { attempt, who in attempt > 1 ? 250 : who == "a@x" ? 550 : 451 }
        #expect(try await post.report().outcome.shape == .retry(after: nil, .sink))
        _ = try await post.report()
        #expect(post.recipients.last == ["a@x", "b@x", "c@x"])
    }

    // MARK: Secrets

    @Test(arguments: [MailReply.Step.login, .sender, .recipients, .content], [451, 535, 554])
    func noSecretShowsWhateverTheServerEchoes(step: MailReply.Step, code: Int) async throws {
        let password = "hunter2/+="
        // As it is, and as AUTH PLAIN sends it.
        let echo = "you said \(password) AHJvYm90AGh1bnRlcjIvKz0= and http://user:proxySECRETproxy@proxy.example"
        let refused = [MailReply.Refusal(recipient: "soc@acme.example", code: code, text: echo)]
        let client = ScriptedMailClient { _ in
            .success(MailReply(step: step, code: code, text: echo, refused: step == .recipients ? refused : []))
        }
        let sink = try EmailSink.test(client)
        let outcome = try #require(await sink.outcome(of: .sample(.opened)))
        var dumped = ""
        dump(sink, to: &dumped)
        let shown = "\(outcome) \(sink) \(String(reflecting: sink)) \(dumped) \(client.mails) \(sink.traits)"
        for secret in [password, "hunter2", "aHVudGVyMi8rPQ", "h1bnRlcjIvKz0", "proxySECRET"] {
            #expect(!shown.contains(secret), "\(secret)")
        }
        #expect(outcome.words.utf8.count <= 500)
    }

    @Test func noSecretShowsInATransportError() async throws {
        let words = "could not: hunter2/+= via http://user:proxySECRETproxy@proxy.example"
        let client = ScriptedMailClient { _ in .failure(.connect(.init(code: 7, text: words))) }
        let outcome = try #require(try await EmailSink.test(client).outcome(of: .sample(.opened)))
        #expect(outcome.words.contains("cannot connect"))
        #expect(!outcome.words.contains("hunter2") && !outcome.words.contains("SECRET"))
    }

    @Test(arguments: ["", "<html>Please log in</html>", String(repeating: "x", count: 200_000), "a\r\nb\0\u{202E}"])
    func oddWordsAreSurvived(text: String) async throws {
        let refused = (0..<100).map { MailReply.Refusal(recipient: "r\($0)@x", code: 550, text: text) }
        for reply in [
            MailReply(step: .content, code: 554, text: text), MailReply(step: .recipients, code: 550, text: text),
            MailReply(step: .content, code: 250, text: text, refused: refused),
        ] {
            let reports = Mutex<[DeliveryReport]>([])
            let sink = try EmailSink.test(ScriptedMailClient(reply))
            await sink.deliver([.sample(.opened)]) { new in reports.withLock { $0 += new } }
            let report = try #require(reports.withLock { $0 }.first)
            #expect(report.outcome.words.utf8.count <= 500 && (report.remark?.utf8.count ?? 0) <= 500)
            #expect(!report.outcome.words.contains { $0.isNewline })
        }
    }

    @Test func aPasswordInAFileIsReadForEachMail() async throws {
        let words = Mutex(["old", "new"])
        let client = ScriptedMailClient()
        let sink = try EmailSink.test(client, password: .file("/p")) { _, _ in
            words.withLock { $0.count > 1 ? Array($0.removeFirst().utf8) : Array($0[0].utf8) }
        }
        _ = await sink.outcomes(of: [.sample(.opened), .sample(.resolved)])
        #expect(client.mails.last?.server.login?.password == "new")
    }

    @Test func aPasswordThatCannotBeReadIsWaitedFor() async throws {
        struct Missing: Error {}
        let client = ScriptedMailClient()
        let sink = try EmailSink.test(client, password: .file("/p")) { _, _ in throw Missing() }
        #expect(await sink.outcome(of: .sample(.opened))?.shape == .retry(after: nil, .sink))
        #expect(client.mails.isEmpty)
    }

    @Test func aPasswordThatIsNoneIsRefusedAtOnce() throws {
        #expect(throws: SecretError.self) {
            try EmailSink.test(ScriptedMailClient(), password: .literal("a\u{7}b"))
        }
    }

    @Test func whenTheServiceStopsTheRestIsOwed() async throws {
        let client = ScriptedMailClient()
        let sink = try EmailSink.test(client)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await sink.outcome(of: .sample(.opened))
        }
        #expect(await task.value?.shape == .retry(after: nil, .sink))
        #expect(client.mails.isEmpty)
    }

    @Test func mailsAreDigestedAndPaced() throws {
        let traits = try EmailSink.test(ScriptedMailClient()).traits
        #expect(traits.isChat && traits.concurrency == 1 && traits.maximumBatch == 1)
        #expect(traits.rate == RateLimit(limit: 20, per: .seconds(60)))
        #expect(traits.type == "email" && traits.endpoint == "smtp://mail.acme.example:587")
    }

    // MARK: Looking

    @Test func whoeverLooksIsToldWhetherTheLoginIsTaken() async throws {
        let probe = try await EmailSink.test(ScriptedMailClient()).probe(by: NoProber(), within: .seconds(5))
        #expect(probe.secrets == nil && probe.endpoint == "smtp://mail.acme.example:587")
        #expect(try probe.connection?.get().address == "192.0.2.1")
        #expect(try probe.reception?.get() == "signed in as robot; no mail was sent")
    }

    @Test func aRefusedLoginIsToldWithAdviceAndWithoutThePassword() async throws {
        let reply = MailReply(step: .login, code: 535, text: "5.7.8 hunter2/+= is wrong")
        let probe = try await EmailSink.test(ScriptedMailClient(reply)).probe(by: NoProber(), within: .seconds(5))
        guard case .failure(let objection) = probe.reception else {
            _ = Issue.record("it was taken")
            return
        }
        #expect(objection.text.contains("535") && !objection.text.contains("hunter2"))
        #expect(objection.advice.contains("user and password"))
    }

    @Test func portsThatDoNotFitAreDoubted() async throws {
        let sink = try EmailSink.test(ScriptedMailClient(), url: "smtp://mail.acme.example:465")
        #expect(await sink.probe(by: NoProber(), within: .seconds(5)).objection?.advice.contains("smtps://") == true)
    }

    @Test func whatIsShownHasNoSecret() throws {
        let preview = try EmailSink.test(ScriptedMailClient()).preview(of: .sample(.opened))
        let shown = preview.head.joined() + String(decoding: preview.body, as: UTF8.self)
        #expect(shown.contains("RCPT TO:<soc@acme.example>") && shown.contains("MFA"))
        #expect(!shown.contains("hunter2") && !shown.contains("robot"))
    }
}

private struct NoProber: ConnectionProber {
    func connect(to url: String, options: HTTPOptions) async throws(HTTPTransportError) -> ConnectionReport {
        throw .shutDown
    }
}
