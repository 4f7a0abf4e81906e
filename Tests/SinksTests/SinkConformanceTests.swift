import BridgeCore
import HTTPTransport
import Sinks
import Testing

/// What every sink over HTTP has to pass.
@Suite struct SinkConformanceTests {
    @Test(arguments: SinkUnderTest.all)
    func anAnswerOfSuccessIsDelivered(sink: SinkUnderTest) async throws {
        let client = sink.receiver
        let outcome = try await sink.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome == .delivered)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var shape: OutcomeShape
        var testDescription: String { "\(status)" }
    }

    @Test(
        arguments: SinkUnderTest.all,
        [
            Row(status: 301, shape: .rejected(.sink)), Row(status: 400, shape: .rejected(.delivery)),
            Row(status: 401, shape: .rejected(.sink)), Row(status: 403, shape: .rejected(.sink)),
            Row(status: 404, shape: .rejected(.sink)), Row(status: 408, shape: .retry(after: nil, .delivery)),
            Row(status: 410, shape: .rejected(.sink)), Row(status: 413, shape: .rejected(.delivery)),
            Row(status: 422, shape: .rejected(.delivery)), Row(status: 425, shape: .retry(after: nil, .delivery)),
            Row(status: 429, shape: .retry(after: nil, .sink)), Row(status: 500, shape: .retry(after: nil, .delivery)),
            Row(status: 502, shape: .retry(after: nil, .sink)), Row(status: 503, shape: .retry(after: nil, .sink)),
            Row(status: 504, shape: .retry(after: nil, .sink)), Row(status: 599, shape: .retry(after: nil, .delivery)),
        ])
    func aStatusMeansTheSameToAll(sink: SinkUnderTest, row: Row) async throws {
        let client = ScriptedHTTPClient(status: row.status, body: "nginx says no")
        let outcome = try await sink.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == row.shape)
        #expect(outcome?.words.contains("nginx says no") == true)
        #expect(outcome?.words.contains("HTTP \(row.status)") == true)
    }

    @Test(
        arguments: SinkUnderTest.all,
        [
            ("30", 30), ("0", 0), ("86400", 3600), ("Sun, 01 Mar 2026 09:18:00 GMT", 120),
            ("Sun, 01 Mar 2026 08:00:00 GMT", 0),
        ])
    func aReceiverMayAskForAWait(sink: SinkUnderTest, wait: (header: String, seconds: Int)) async throws {
        let client = ScriptedHTTPClient(
            status: 429, body: "slow down", headers: [HTTPHeader(name: "retry-after", value: wait.header)])
        let outcome = try await sink.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: wait.seconds, .sink))
    }

    static let failures: [(HTTPTransportError, OutcomeShape)] = [
        (.resolve(), .retry(after: nil, .sink)), (.connect(), .retry(after: nil, .sink)),
        (.tls(), .retry(after: nil, .sink)), (.timeout(connecting: true), .retry(after: nil, .sink)),
        (.timeout(connecting: false), .retry(after: nil, .delivery)), (.interrupted(), .retry(after: nil, .delivery)),
        (.bodyTooLarge(limit: 1), .retry(after: nil, .delivery)), (.cancelled, .retry(after: nil, .sink)),
        (.shutDown, .retry(after: nil, .sink)), (.queueFull(limit: 1), .retry(after: nil, .sink)),
        (.invalidRequest("a header"), .rejected(.sink)),
        (
            .refused(EgressRefusal(address: "169.254.169.254", reason: .reserved(.linkLocal))),
            .retry(after: nil, .sink)
        ),
        (
            .refused(EgressRefusal(address: "169.254.169.254", reason: .reserved(.linkLocal), isWritten: true)),
            .rejected(.sink)
        ),
    ]

    @Test(arguments: SinkUnderTest.all, failures)
    func noAnswerIsNoEnd(sink: SinkUnderTest, failure: (HTTPTransportError, OutcomeShape)) async throws {
        let client = ScriptedHTTPClient { _ in .failure(failure.0) }
        let outcome = try await sink.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == failure.1)
    }

    @Test(arguments: SinkUnderTest.all, [200, 400, 404, 429, 500])
    func noSecretShowsWhateverTheReceiverEchoes(sink: SinkUnderTest, status: Int) async throws {
        let client = ScriptedHTTPClient { request in
            let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
            let encoded = request.url.replacing("/", with: "%2F").replacing("=", with: "%3d")
            let body =
                "no such page: \(request.url) or \(encoded) {\"u\":\"\(request.url.replacing("/", with: "\\/"))\"}\n\(headers)"
            return .success(HTTPResponse(status: status, body: Array(body.utf8)))
        }
        let made = try sink.make(client, .test)
        let outcome = await made.outcome(of: .sample(.opened))
        let signatures = client.requests.flatMap(\.signatures)
        for secret in SinkUnderTest.secrets + signatures {
            #expect(!"\(outcome as Any)".contains(secret))
            #expect(!"\(made) \(String(reflecting: made)) \(dumped(made))".contains(secret))
        }
        #expect((outcome?.words.utf8.count ?? 0) <= 500)
    }

    @Test(arguments: SinkUnderTest.all)
    func noSecretShowsInATransportError(sink: SinkUnderTest) async throws {
        let client = ScriptedHTTPClient { request in .failure(.connect(.init(code: 7, text: "at \(request.url)"))) }
        let outcome = try await sink.make(client, .test).outcome(of: .sample(.opened))
        for secret in SinkUnderTest.secrets { #expect(!"\(outcome as Any)".contains(secret)) }
        #expect(outcome?.words.contains("cannot connect") == true)
    }

    @Test(arguments: SinkUnderTest.all.filter(\.repeatsItself))
    func theIdStaysAndTheSignatureDoesNot(sink: SinkUnderTest) async throws {
        let client = ScriptedHTTPClient(status: 500)
        _ = try await sink.make(client, .test).outcome(of: .sample(.opened, attempt: 1))
        _ = try await sink.make(client, .test + .seconds(90)).outcome(of: .sample(.opened, attempt: 2))
        let requests = client.requests
        try #require(requests.count == 2)
        #expect(requests[0].unsignedBody == requests[1].unsignedBody)
        #expect(requests[0].value(of: "webhook-id") == requests[1].value(of: "webhook-id"))
        #expect(requests[0].signatures.isEmpty || requests[0].signatures != requests[1].signatures)
    }

    @Test(
        arguments: SinkUnderTest.all,
        ["", "<html><body>Please log in</body></html>", String(repeating: "x", count: 200_000)])
    func oddAnswersAreSurvived(sink: SinkUnderTest, body: String) async throws {
        let client = ScriptedHTTPClient(status: 500, body: body)
        let outcome = try await sink.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: nil, .delivery))
        #expect((outcome?.words.utf8.count ?? 501) <= 500)
    }

    @Test(arguments: SinkUnderTest.all)
    func everyDeliveryIsReportedOnce(sink: SinkUnderTest) async throws {
        let client = sink.receiver
        let deliveries = (0..<300).map { _ in Delivery.sample(.opened) }
        let outcomes = try await sink.make(client, .test).outcomes(of: deliveries)
        #expect(outcomes == Array(repeating: .delivered, count: 300))
    }

    static let hostile = [
        "<!channel> <@U12345> <!here> <http://evil.example|click>", "@all @13800138000 please",
        "](http://evil.example) ![x](http://evil.example/a.png)",
        "<\u{301}!channel>\u{301} ]\u{301}(http://evil) @\u{301}all", "{{x}} ${HOME} %s %n",
        "a\r\nX-Injected: yes\r\n\r\nb", "nul\u{0}byte \u{1b}[31mred",
        String(repeating: "长标题🙂", count: 8_000),
        String(repeating: "&", count: 100_000), String(repeating: "\"\\", count: 30_000),
        String(repeating: "👩‍👩‍👧‍👦", count: 3_000), "e" + String(repeating: "\u{301}", count: 30_000),
        "\u{202E}gnp.exe \u{2066}مرحبا بالعالم", "", " ",
    ]

    @Test(arguments: SinkUnderTest.all, hostile)
    func anyTitleMakesAWellFormedRequest(sink: SinkUnderTest, title: String) async throws {
        let client = sink.receiver
        let outcome = try await sink.make(client, .test).outcome(of: .titled(title))
        #expect(outcome == .delivered)
        let request = try #require(client.requests.last)
        try sink.parse(request.body ?? [])
        for header in request.headers {
            #expect(header.value.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
    }
}

private func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
}

extension HTTPRequest {
    /// What is made anew for each attempt.
    var signatures: [String] {
        let query = url.split(separator: "&").filter { $0.hasPrefix("sign=") }.map { String($0.dropFirst(5)) }
        let header = value(of: "webhook-signature").map { $0.split(separator: " ").map { String($0.dropFirst(3)) } }
        let member = (try? JSONValue(parsing: body ?? []))?["sign"]?.string
        let acs = value(of: "authorization").flatMap { $0.hasPrefix("acs:") ? $0.split(separator: ":").last : nil }
        return query + (header ?? []) + [member, acs.map(String.init)].compactMap { $0 }
    }

    /// The body without what is made anew for each attempt.
    var unsignedBody: [UInt8]? {
        guard let members = (try? JSONValue(parsing: body ?? []))?.members else { return body }
        return JSONValue.object(members.filter { !["timestamp", "sign"].contains($0.name) }).bytes
    }

    func value(of name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }
}
