import BridgeCore
import Testing

@Suite struct RouteSubjectTests {
    private func event(_ type: String, _ data: String, severity: String = "high") throws -> Event {
        let json = """
            {"specversion":"1.0","id":"0","source":"/accounts/prod/sources/risk","type":"io.checkbridge.\(type)",
            "severity":"\(severity)","data":\(data)}
            """
        return try Event(EncodedEvent(id: "0", json: Array(json.utf8)))
    }

    @Test func everyFieldOfAFindingCanBeMatched() throws {
        let subject = RouteSubject(
            try event(
                "finding.opened",
                """
                {"transition":"opened","from":"pass","to":"failed","new":false,"account":"prod","source":"risk",
                "finding":{"kind":"risk_check","id":"3","title":"T","category":"C","severity":"high","state":"open",
                "asset_type":"RAM"}}
                """))
        let expected: [RouteField: String] = [
            .account: "prod", .source: "risk", .kind: "risk_check", .severity: "high", .transition: "opened",
            .from: "pass", .to: "failed", .new: "false", .state: "open", .category: "C", .assetType: "RAM", .id: "3",
            .title: "T", .type: "io.checkbridge.finding.opened",
        ]
        #expect(subject == RouteSubject(expected))
        #expect(expected.count == RouteField.allCases.count)
    }

    @Test func nullIsAbsent() throws {
        let subject = RouteSubject(try event("finding.opened", #"{"from":null,"finding":{}}"#))
        #expect(Matcher([.from: [.absent]]).matches(subject))
    }

    @Test func baselineHasAKindWithoutAFinding() throws {
        #expect(RouteSubject(try event("baseline", #"{"kind":"acl_check"}"#))[.kind] == "acl_check")
    }

    @Test(arguments: [("failing", true), ("paused", true), ("recovered", true), ("test", false)])
    func sinkEventConcernsItsSinkUnlessItIsATest(type: String, concerns: Bool) throws {
        let subject = RouteSubject(try event("sink.\(type)", #"{"sink":"slack"}"#))
        #expect(subject.concernedSink == (concerns ? "slack" : nil))
    }
}
