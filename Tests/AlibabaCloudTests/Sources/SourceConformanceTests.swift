import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

/// What holds for every source, whatever it reads.
@Suite struct SourceConformanceTests {
    struct Subject: Sendable, CustomTestStringConvertible {
        var name: String
        var make: @Sendable (APIClient) -> any Source
        /// A good vendor.
        var answer: @Sendable (Question) -> ScriptedVendor.Answer
        var testDescription: String { name }
    }

    static let subjects = [
        Subject(
            name: "risk checks", make: { RiskCheckSource(name: "s", client: $0) },
            answer: { _ in .json(#"{"TotalCount":1,"List":[{"ItemId":1,"Status":"failed"}]}"#) }),
        Subject(
            name: "check results", make: { CheckResultSource(name: "s", client: $0) },
            answer: { _ in .json(#"{"PageInfo":{"TotalCount":1},"Checks":[{"CheckId":1,"Status":"NOT_PASS"}]}"#) }),
        Subject(
            name: "ACL checks",
            make: { AclCheckSource(name: "s", client: $0, options: .init(aclTypes: ["NAT"])) },
            answer: { question in
                ScriptedFirewall(lists: ["NAT": [[.init(id: "t1")]]], pages: ["t1": [.init(ids: ["a"])]]).answer(
                    question)
            }),
    ]

    /// Answers that are no good, whatever was asked.
    static let failures: [(name: String, answer: ScriptedVendor.Answer, reason: SourceError.Reason, tries: Int)] = [
        ("5xx", .error("InternalError", status: 500), .unavailable, 3),
        ("throttled for good", .error("Throttling", status: 400), .unavailable, 3),
        ("HTML", .json("<html><body>gateway</body></html>"), .unavailable, 3),
        ("HTML with an error status", .json("<html></html>", status: 503), .unavailable, 3),
        ("truncated JSON", .json(#"{"TotalCount":1,"List":[{"ItemId":1,"#), .unavailable, 3),
        ("something after the JSON", .json(#"{"TotalCount":0,"List":[],"CheckRecords":{}}x"#), .unavailable, 3),
        ("oversize", .failure(.bodyTooLarge(limit: 32 << 20)), .unavailable, 1),
        ("no permission", .error("NoPermission", status: 403), .permission, 1),
        ("unknown key", .error("InvalidAccessKeyId.NotFound", status: 404), .credentials, 1),
        ("no answer", .failure(.timeout(connecting: false)), .unavailable, 3),
    ]

    @Test(arguments: subjects) func goodVendorIsReadCompletely(_ subject: Subject) async throws {
        let poll = try await subject.make(.testing(ScriptedVendor(subject.answer))).poll(knowing: [:])
        #expect(poll.snapshots.map(\.completeness) == [.complete])
        #expect(poll.snapshots.first?.count == 1)
        #expect(poll.failures.isEmpty)
    }

    @Test(arguments: subjects) func throttledThenFineIsNoFailure(_ subject: Subject) async throws {
        let time = ManualTime()
        let vendor = ScriptedVendor { question in
            let header = HTTPHeader(name: "x-acs-retry-after", value: "1200")
            return question.number == 0
                ? .error("Throttling.User", status: 400, headers: [header]) : subject.answer(question)
        }
        let poll = try await subject.make(.testing(vendor, time: time)).poll(knowing: [:])
        #expect(poll.failures.isEmpty)
        #expect(poll.snapshots.map(\.completeness) == [.complete])
        #expect(time.sleeps.first == .milliseconds(1200))
    }

    @Test(arguments: subjects, failures.indices) func failureIsThrownNotReported(_ subject: Subject, index: Int)
        async throws
    {
        let expected = Self.failures[index]
        let vendor = ScriptedVendor(script: [expected.answer])
        let source = subject.make(.testing(vendor))
        let error = await #expect(throws: SourceError.self) { try await source.poll(knowing: [:]) }
        #expect(error?.reason == expected.reason, "\(expected.name)")
        #expect(vendor.questions.count == expected.tries)
    }

    @Test(arguments: subjects) func cancellationEndsThePoll(_ subject: Subject) async throws {
        let vendor = ScriptedVendor(script: [.failure(.cancelled)])
        await #expect(throws: CancellationError.self) { try await subject.make(.testing(vendor)).poll(knowing: [:]) }
        let source = subject.make(.testing(ScriptedVendor(subject.answer)))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await source.poll(knowing: [:])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(arguments: subjects, [500, 403]) func cancellationBesideAFailureEndsThePoll(
        _ subject: Subject, status: Int
    ) async throws {
        let vendor = ScriptedVendor { _ in
            withUnsafeCurrentTask { $0?.cancel() }
            return .error("Odd", status: status)
        }
        let source = subject.make(.testing(vendor))
        let task = Task { try await source.poll(knowing: [:]) }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(vendor.questions.count == 1)
    }

    /// A vendor, or a proxy, that says back all that it was told.
    @Test(arguments: subjects, ["escaped", "json", "html", "code"]) func nothingSecretIsInAnyErrorText(
        _ subject: Subject, form: String
    ) async throws {
        let vendor = ScriptedVendor { question in
            let told = question.request.headers.map(\.value).joined(separator: " ") + " \(Keys.secret) \(Keys.token)"
            let text = told.replacing("\"", with: "'")
            switch form {
            case "json": return .error("Odd", status: 400, message: "string to sign? \(text)")
            case "code": return .error(text, status: 400, message: text)
            case "html": return .json("<html>\(text)</html>", status: 400)
            default: return .error("Odd", status: 400, message: "\(Keys.escapedToken) \(text)")
            }
        }
        let source = subject.make(.testing(vendor, credentials: Keys.temporary))
        let error = try #require(await #expect(throws: SourceError.self) { try await source.poll(knowing: [:]) })
        var printed = "\(error)"
        dump(error, to: &printed)
        for secret in [Keys.secret, Keys.token, Keys.escapedToken, Keys.id] { #expect(!printed.contains(secret)) }
        for question in vendor.questions {
            let signature = try #require(question.header("authorization")?.split(separator: "Signature=").last)
            #expect(!printed.contains(signature))
        }
    }
}
