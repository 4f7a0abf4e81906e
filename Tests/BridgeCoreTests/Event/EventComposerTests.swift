import BridgeCore
import Testing

/// The bytes of events are a contract: what stands here is what receivers parse.
@Suite struct EventComposerTests {
    private func finding(_ scope: Scope, _ sighting: Sighting, after past: String?, url: String? = nil) -> String {
        var before = past.flatMap { FindingRow.past($0) }
        before?.severity = .medium
        before?.affected = 4
        let change = FindingChange(sighting, after: before, kind: scope.kind, at: .start)
        var texts = FindingTexts(sighting.description)
        texts.url = url
        return text(composer(scope).finding(change, FindingSubject(scope: scope, id: sighting.id), texts))
    }

    private func composer(_ scope: Scope) -> EventComposer {
        EventComposer(source: scope.identity, ids: EventID(lineage: "line"), at: .start)
    }

    private func text(_ event: EncodedEvent) -> String {
        String(decoding: event.json, as: UTF8.self)
    }

    @Test func opened() {
        let json = finding(
            .risks, .seen("3", "failed", affected: 2, details: #"{"Sort":1}"#), after: nil, url: "https://x/")
        #expect(
            json == """
                {"specversion":"1.0","id":"b2186694d6f8aea02c4263e4a5d82c33","source":"/accounts/prod/sources/prod-risk",\
                "type":"io.checkbridge.finding.opened","subject":"risk_check/3","time":"2026-01-02T03:04:05Z",\
                "datacontenttype":"application/json","severity":"high","data":{"transition":"opened","from":null,"to":"failed",\
                "new":true,"revision":1,"account":"prod","region":"cn-hangzhou","source":"prod-risk",\
                "first_seen":"2026-01-02T03:04:05Z","since":"2026-01-02T03:04:05Z","finding":{"key":"prod-risk/3",\
                "kind":"risk_check","id":"3","title":"A title","category":"A category","severity":"high","status":"failed",\
                "state":"open","asset_type":"ECS","affected_count":2,"checked_at":"2026-01-02T03:04:05Z","url":"https://x/",\
                "details":{"Sort":1}}}}
                """)
    }

    @Test func resolvedWithChangesThatRideAlong() {
        let json = finding(.acls, .seen("u-1", "Processed", .low), after: "Pending live")
        #expect(
            json == """
                {"specversion":"1.0","id":"7d17f152c143f34ccd8ec249f7d8cad2",\
                "source":"/accounts/prod/sources/prod-acl","type":"io.checkbridge.finding.resolved",\
                "subject":"acl_check/Internet/PolicyHitCountZero/u-1","time":"2026-01-02T03:04:05Z",\
                "datacontenttype":"application/json","severity":"low","data":{"transition":"resolved","from":"Pending",\
                "to":"Processed","new":false,"revision":8,"changes":[{"field":"severity","from":"medium","to":"low"},\
                {"field":"affected_count","from":4,"to":1}],"account":"prod","region":"cn-hangzhou","source":"prod-acl",\
                "first_seen":"1970-01-01T00:00:00Z","since":"2026-01-02T03:04:05Z","previous_since":"1970-01-01T00:00:00Z",\
                "finding":{"key":"prod-acl/Internet/PolicyHitCountZero/u-1","kind":"acl_check","id":"u-1","title":"A title",\
                "category":"A category","severity":"low","status":"Processed","state":"resolved","asset_type":"ECS",\
                "affected_count":1,"checked_at":"2026-01-02T03:04:05Z","details":{}}}}
                """)
    }

    @Test(arguments: [
        (
            "failed live", "failed", Severity.high, Int32(4), "severity_changed",
            #""changes":[{"field":"severity","from":"medium","to":"high"}]"#
        ),
        (
            "failed live", "failed", .medium, 5, "affected_changed",
            #""changes":[{"field":"affected_count","from":4,"to":5}]"#
        ),
    ])
    func changesWithinTheStatus(
        past: String, status: String, severity: Severity, affected: Int32, transition: String, changes: String
    ) {
        let json = finding(.risks, .seen("3", status, severity, affected: affected), after: past)
        let type = transition.replacing("_", with: "-")
        #expect(json.contains(#""type":"io.checkbridge.finding.\#(type)""#))
        #expect(
            json.contains(
                #""transition":"\#(transition)","from":"failed","to":"failed","new":false,"revision":8,\#(changes),"account""#
            ))
        #expect(!json.contains("previous_since"))
    }

    @Test(arguments: [
        ("pass wasOpen", "failed", "reopened"), ("failed live", "ignored", "suppressed"),
        ("ignored", "pass", "changed"), ("pass", "strange", "changed"),
    ])
    func otherTransitions(past: String, status: String, transition: String) throws {
        let json = finding(.risks, .seen("3", status, .medium, affected: 4), after: past)
        let event = try Event(json: JSONValue(parsing: json))
        #expect(event.knownType == .finding(try #require(Transition(rawValue: transition))))
        #expect((event.from, event.to) == (past.split(separator: " ").first.map(String.init), status))
        #expect(event.data["changes"] == nil)
        #expect(event.data["new"] == .bool(false))
    }

    @Test func whatVanishedIsToldFromMemory() throws {
        var texts = TextTable()
        for text in ["A title", "A category", "ECS"] { texts.append(text) }
        var row = try #require(FindingRow.past("failed live"))
        (row.title, row.category, row.assetType) = (0, 1, 2)
        let change = FindingChange(missing: "3", row, vanishAfter: 1, at: .start)
        let json = text(
            composer(.risks).finding(
                change, FindingSubject(scope: .risks, id: "3"), FindingTexts(remembered: change.after, in: texts)))
        #expect(
            json == """
                {"specversion":"1.0","id":"efba22409528540656e184f9044ee43a",\
                "source":"/accounts/prod/sources/prod-risk","type":"io.checkbridge.finding.vanished","subject":"risk_check/3",\
                "time":"2026-01-02T03:04:05Z","datacontenttype":"application/json","severity":"high",\
                "data":{"transition":"vanished","from":"failed","to":"vanished","new":false,"revision":8,"account":"prod",\
                "region":"cn-hangzhou","source":"prod-risk","first_seen":"1970-01-01T00:00:00Z","since":"2026-01-02T03:04:05Z",\
                "previous_since":"1970-01-01T00:00:00Z","finding":{"key":"prod-risk/3","kind":"risk_check","id":"3",\
                "title":"A title","category":"A category","severity":"high","status":"failed","state":"open","asset_type":"ECS",\
                "affected_count":1,"details":{}}}}
                """)
    }

    @Test func healthOfTheSource() {
        let event = composer(.risks).health(.source(.stale), severity: .medium, number: 9) { $0.member("scope", "") }
        #expect(
            text(event) == """
                {"specversion":"1.0","id":"\(EventID(lineage: "line").event(.source(.stale), about: "/accounts/prod/sources/prod-risk", number: 9))",\
                "source":"/accounts/prod/sources/prod-risk","type":"io.checkbridge.source.stale","time":"2026-01-02T03:04:05Z",\
                "datacontenttype":"application/json","severity":"medium","data":{"account":"prod","region":"cn-hangzhou",\
                "source":"prod-risk","scope":""}}
                """)
    }

    // MARK: - 64 KiB

    @Test func detailsAreCutBeforeAnEventIsTooLarge() throws {
        let room = 64 << 10
        let empty = finding(.risks, .seen("3", "failed", details: #"{"x":""}"#), after: nil).utf8.count
        for (extra, isCut) in [(room - empty, false), (room - empty + 1, true), (1 << 20, true)] {
            let details = #"{"x":"\#(String(repeating: "y", count: extra))"}"#
            let json = finding(.risks, .seen("3", "failed", details: details), after: nil)
            #expect(json.utf8.count <= room)
            let value = try JSONValue(parsing: json)
            #expect(value["truncated"] == (isCut ? .array([.string("data.finding.details")]) : nil))
            #expect((value["data"]?["finding"]?["details"] == .object([])) == isCut)
            #expect(value["id"]?.string == "b2186694d6f8aea02c4263e4a5d82c33")
        }
    }

    /// Neither long texts nor characters of many scalars nor escapes make an event too large, and cuts are named.
    @Test(arguments: [
        String(repeating: "e", count: 100_000), "e" + String(repeating: "\u{301}", count: 100_000),
        String(repeating: "\u{1}", count: 100_000),
    ])
    func longTextsAreCut(long: String) throws {
        let description = FindingDescription(
            title: long, category: long, assetType: long, url: "https://" + long,
            details: JSONValue.object([JSONMember("x", .string(long))]).bytes)
        let sighting = Sighting(id: "3", status: "failed", severity: .high, affected: 1, description: description)
        let change = FindingChange(sighting, after: nil, kind: .riskCheck, at: .start)
        let event = composer(.risks).finding(change, FindingSubject(scope: .risks, id: "3"), FindingTexts(description))
        #expect(event.json.count <= 64 << 10)
        let cut = try JSONValue(parsing: event.json)["truncated"]?.array?.compactMap(\.string)
        #expect(cut == ["title", "category", "asset_type", "url", "details"].map { "data.finding." + $0 })
    }

    @Test func aTextIsCutBetweenScalars() throws {
        let texts = FindingTexts(
            FindingDescription(title: String(repeating: "中", count: 2000), category: "", assetType: ""))
        #expect(texts.title == String(repeating: "中", count: 341))
    }
}
