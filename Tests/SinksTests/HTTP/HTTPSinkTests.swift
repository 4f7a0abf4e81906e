import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

@Suite struct HTTPSinkTests {
    @Test(arguments: [400, 413, 422])
    func aRefusedBatchIsHalvedDownToTheBadOne(status: Int) async throws {
        let bad = SampleEvent.vanished.id
        let client = ScriptedHTTPClient { request in
            let isBad = String(decoding: request.body ?? [], as: UTF8.self).contains(bad)
            return .success(HTTPResponse(status: isBad ? status : 200, body: Array("bad event".utf8)))
        }
        let events: [SampleEvent] = [.opened, .resolved, .reopened, .vanished, .changed, .aclOpened, .aclResolved]
        let outcomes = try await webhook(.batch, client: client).outcomes(of: events.map { .sample($0) })
        #expect(
            outcomes.map(\.shape) == events.map { $0 == .vanished ? .rejected(.delivery) : OutcomeShape.delivered })
        #expect(client.requests.count == 7)
    }

    @Test func aBatchHoldsNoMoreThanItMay() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let outcomes = try await webhook(.batch, client: client, maximumBatch: 100)
            .outcomes(of: (0..<250).map { _ in .sample(.opened) })
        #expect(outcomes.count == 250)
        #expect(try client.requests.map { try JSONValue(parsing: $0.body ?? []).array?.count } == [100, 100, 50])
    }

    @Test func aBatchStaysBelowOneMebibyte() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let large = Delivery.titled(String(repeating: "x", count: 60_000))
        _ = try await webhook(.batch, client: client).outcomes(of: Array(repeating: large, count: 40))
        #expect(client.requests.count == 3)
        #expect(client.requests.allSatisfy { ($0.body?.count ?? 0) <= 1 << 20 })
    }

    @Test func otherFailuresOfABatchMeetAll() async throws {
        let client = ScriptedHTTPClient(status: 503)
        let outcomes = try await webhook(.batch, client: client).outcomes(of: [.sample(.opened), .sample(.resolved)])
        #expect(outcomes.map(\.shape) == [.retry(after: nil, .sink), .retry(after: nil, .sink)])
        #expect(client.requests.count == 1)
    }

    @Test func aDamagedEventHoldsUpNoOther() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let damaged = Delivery(content: .event(EncodedEvent(id: "x", json: [0x7B])), attempt: 1)
        let outcomes = try await webhook(.binary, client: client).outcomes(of: [
            .sample(.opened), damaged, .sample(.resolved),
        ])
        #expect(outcomes.map(\.shape) == [.delivered, .rejected(.delivery), .delivered])
    }

    @Test func everyRequestIsGuarded() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let egress = EgressPolicy(deny: .privateNetworks)
        let connection = HTTPConnection(name: "w", url: .literal("https://siem.example/hook"), egress: egress)
        let sink = try HTTPSink<Webhook>(
            .init(connection: connection), client: client, file: { _, _ in [] }, now: { Timestamp(seconds: 0) })
        _ = await sink.outcomes(of: [.sample(.opened)])
        #expect(client.requests.map(\.options.egress) == [egress])
        let plain = HTTPConnection(name: "w", url: .literal("https://siem.example/hook"))
        #expect(plain.egress == EgressPolicy())
    }

    @Test func whatIsRefusedSaysWhichAddressAndWhatToDo() async throws {
        let refusal = EgressRefusal(address: "10.1.2.3", reason: .notAllowed)
        let client = ScriptedHTTPClient { _ in .failure(.refused(refusal)) }
        let outcome = try await webhook(.structured, client: client).outcomes(of: [.sample(.opened)]).first
        #expect(
            outcome?.reason
                == "https://siem.example/***: refused to connect to 10.1.2.3: it is in no range that is allowed. "
                + "If it is the right one, add it to egress.allow; else look what the name in url resolves to.")
    }

    /// Of the unsendable and unwanted ones in a batch no other hears.
    @Test func aBatchLosesOnlyWhatIsNotForIt() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let sink = try HTTPSink<PickyKind>(
            .init(connection: HTTPConnection(name: "p", url: .literal("https://picky.example"))), client: client,
            file: { _, _ in [] }, now: { .test })
        let damaged = Delivery(content: .event(EncodedEvent(id: "x", json: [0x7B])), attempt: 1)
        let outcomes = await sink.outcomes(of: [
            .sample(.opened), damaged, .sample(.baseline), .sample(.resolved), .sample(.reopened),
        ])
        #expect(outcomes.map(\.shape) == [.delivered, .rejected(.delivery), .suppressed, .delivered, .delivered])
        #expect(outcomes[2] == .suppressed(rule: "no baselines"))
    }

    @Test func aSecretInAFileIsReadWheneverItIsNeeded() async throws {
        let contents = Mutex("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n")
        let client = ScriptedHTTPClient(status: 200)
        let sink = try HTTPSink<Webhook>(
            .init(
                connection: HTTPConnection(name: "w", url: .literal("https://siem.example/hook")),
                secrets: [.file("/s")]), client: client, file: { _, _ in contents.withLock { Array($0.utf8) } },
            now: { .test })
        _ = await sink.outcome(of: .sample(.opened))
        contents.withLock { $0 = "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM" }
        _ = await sink.outcome(of: .sample(.opened))
        let signatures = client.requests.map(\.signatures)
        try #require(signatures.count == 2)
        #expect(signatures[0] != signatures[1])
    }

    @Test func aMissingSecretFileMayComeBack() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let sink = try HTTPSink<DingTalkRobot>(
            .init(
                connection: HTTPConnection(name: "d", url: .file("/run/secrets/url"))), client: client,
            file: { _, _ in throw Missing() }, now: { .test })
        let outcome = await sink.outcome(of: .sample(.opened))
        #expect(outcome == .retry(reason: "cannot read the secret in /run/secrets/url: no such file", scope: .sink))
        #expect(client.requests.isEmpty)
    }

    @Test func aURLThatIsNoneIsRefusedAtOnce() {
        #expect(throws: SecretError.self) {
            try HTTPSink<SlackWebhook>(
                .init(connection: HTTPConnection(name: "s", url: .literal("ftp://hooks.slack.com/x"))),
                client: ScriptedHTTPClient(status: 200), file: { _, _ in [] }, now: { .test })
        }
    }

    @Test func theConfigurationsHeadersReplaceOurs() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let headers = [
            HTTPConnection.Header(name: "content-type", value: .literal("mine")),
            HTTPConnection.Header(name: "X-Team", value: .file("/team")),
        ]
        let connection = HTTPConnection(name: "w", url: .literal("https://siem.example/hook"), headers: headers)
        let sink = try HTTPSink<Webhook>(
            .init(connection: connection), client: client, file: { _, _ in Array("sec\n".utf8) }, now: { .test })
        _ = await sink.outcome(of: .sample(.opened))
        let sent = try #require(client.requests.first?.headers)
        #expect(sent.filter { $0.name.lowercased() == "content-type" }.map(\.value) == ["mine"])
        #expect(sent.contains(HTTPHeader(name: "X-Team", value: "sec")))
    }

    @Test func theTraitsShowNoSecretAndTellDestinationsApart() throws {
        let client = ScriptedHTTPClient(status: 200)
        func traits(_ url: String) throws -> SinkTraits {
            try HTTPSink<DingTalkRobot>(
                .init(connection: HTTPConnection(name: "d", url: .literal(url))), client: client, file: { _, _ in [] },
                now: { .test }
            ).traits
        }
        let one = try traits("https://oapi.dingtalk.com/robot/send?access_token=one")
        #expect(one.endpoint == "https://oapi.dingtalk.com/***")
        #expect(!"\(one)".contains("access_token"))
        #expect(try one.destination == traits("https://oapi.dingtalk.com/robot/send?access_token=one").destination)
        #expect(try one.destination != traits("https://oapi.dingtalk.com/robot/send?access_token=two").destination)
        #expect(one.rate == RateLimit(limit: 18, per: .seconds(60)))
    }

    /// The command line compares it with a service's.
    @Test func theFingerprintIsTheSameInEveryProcess() throws {
        func fingerprint(_ topic: String) throws -> String {
            try HTTPSink<NtfyTopic>(
                .init(
                    connection: HTTPConnection(name: "n", url: .literal("https://ntfy.sh")),
                    topic: .file(topic)), client: ScriptedHTTPClient(status: 200),
                file: { path, _ in Array("topic-of-\(path)".utf8) }, now: { .test }
            ).fingerprint
        }
        // Of https://ntfy.sh, an empty line and topic-of-a.
        #expect(try fingerprint("a") == "2a17e45338a4725de99ac85fdab326f0")
        #expect(try fingerprint("a") != fingerprint("b"))
    }

    @Test func theFingerprintIsOfTheURLThatIsInTheFileNow() throws {
        let urls = RotatingSecret(["https://discord.com/api/webhooks/1/old", "https://discord.com/api/webhooks/1/new"])
        func sink() throws -> HTTPSink<DiscordWebhook> {
            try .init(
                .init(connection: HTTPConnection(name: "d", url: .file("/run/secrets/url"))),
                client: ScriptedHTTPClient(status: 200), file: urls.read, now: { .test })
        }
        let service = try sink()
        let before = service.fingerprint
        urls.rotate()
        #expect(service.fingerprint != before)
        #expect(try service.fingerprint == sink().fingerprint)
    }

    @Test func oneRequestWaitsForEachThatIsUnderWayUnlessTheReceiverCountsThem() throws {
        let client = ScriptedHTTPClient(status: 200)
        #expect(try webhook(.structured, client: client).traits.ahead == 8)
        let counted = HTTPConnection(
            name: "w", url: .literal("https://siem.example/hook"), rate: RateLimit(limit: 1, per: .seconds(1)))
        let sink = try HTTPSink<Webhook>(
            .init(connection: counted), client: client, file: { _, _ in [] }, now: { .test })
        #expect(sink.traits.ahead == 0)
    }

    @Test func afterCancellationNothingMoreIsSent() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let sink = try webhook(.structured, client: client)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await sink.outcomes(of: [.sample(.opened)])
        }
        #expect(await task.value.map(\.shape) == [.retry(after: nil, .sink)])
        #expect(client.requests.isEmpty)
    }

    private struct Missing: Error, CustomStringConvertible {
        var description: String { "no such file" }
    }

    private func webhook(
        _ format: Webhook.Format, client: ScriptedHTTPClient, maximumBatch: Int = 100
    ) throws -> HTTPSink<Webhook> {
        try HTTPSink(
            .init(
                connection: HTTPConnection(name: "w", url: .literal("https://siem.example/hook")), format: format,
                maximumBatch: maximumBatch), client: client, file: { _, _ in [] }, now: { .test })
    }
}

/// Takes batches, but no baselines.
private struct PickyKind: HTTPSinkKind {
    struct Options: HTTPSinkOptions {
        var connection: HTTPConnection
        var secrets: [Secret] { [] }
    }

    let secrets: [String] = []

    init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {}

    static func traits(_ options: Options) -> HTTPSinkTraits {
        Webhook.traits(.init(connection: options.connection, format: .batch))
    }

    func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        for event in deliveries.flatMap(\.events) {
            guard let read = try? Event(event) else { throw UnsendableDelivery(reason: "damaged") }
            if read.knownType == .baseline { throw UnsendableDelivery(rule: "no baselines") }
        }
        return HTTPRequest(method: .post, url: "https://picky.example")
    }

    func verdict(on reply: HTTPReply) -> Verdict { .all(.delivered) }
}
