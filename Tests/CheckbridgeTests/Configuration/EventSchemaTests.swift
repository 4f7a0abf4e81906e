import BridgeCore
import TestSupport
import Testing

@testable import checkbridge

@Suite struct EventSchemaTests {
    private static let finding = """
        {"key":"prod-risk/3","kind":"risk_check","id":"3","title":"T","category":"C","severity":"high",\
        "status":"failed","state":"open","asset_type":"RAM","affected_count":2,"checked_at":"2026-01-02T03:04:05Z",\
        "url":"https://a","details":{"x":[1]}}
        """

    private static func event(
        _ type: String, _ data: String, id: String = "0123456789abcdef0123456789abcdef",
        time: String = "2026-01-02T03:04:05Z", severity: String = "high", subject: String = "risk_check/3"
    ) -> String {
        """
        {"specversion":"1.0","id":"\(id)","source":"/accounts/prod/sources/prod-risk",\
        "type":"io.checkbridge.\(type)","subject":"\(subject)","time":"\(time)",\
        "datacontenttype":"application/json","severity":"\(severity)","data":\(data)}
        """
    }

    private static let place = #""account":"prod","region":"cn-hangzhou","source":"prod-risk""#

    private static func opened(_ from: String = #""pass""#, _ more: String = "", finding: String = finding) -> String {
        """
        {"transition":"opened","from":\(from),"to":"failed","new":false,"revision":3,\(place),\
        "first_seen":"2026-01-02T03:04:05Z","since":"2026-01-02T03:04:05Z",\(more)"finding":\(finding)}
        """
    }

    private static func opened(as transition: String, changes: Bool = false) -> String {
        let more = changes ? #""changes":[{"field":"severity","from":"low","to":"high"}],"# : ""
        let data = opened(#""pass""#, more).replacing("\"opened\"", with: "\"\(transition)\"")
        return transition == "vanished" ? data.replacing("\"to\":\"failed\"", with: "\"to\":\"vanished\"") : data
    }

    private static let sinkHealth = """
        {"sink":"s","type":"slack","endpoint":"https://hooks.slack.com/***","reason":"r",\
        "since":"2026-01-02T03:04:05Z","backlog":3}
        """

    static let good = [
        event("finding.opened", opened()), event("finding.opened", opened("null").replacing("false", with: "true")),
        event("finding.opened", opened(), subject: "acl_check/NAT/PolicyDuplicate/a/b"),
        event("finding.reopened", opened(as: "reopened")), event("finding.resolved", opened(as: "resolved")),
        event("finding.suppressed", opened(as: "suppressed")), event("finding.changed", opened(as: "changed")),
        event("finding.vanished", opened(as: "vanished")),
        event("finding.severity-changed", opened(as: "severity_changed", changes: true)),
        event("finding.affected-changed", opened(as: "affected_changed", changes: true)),
        event("finding.opened", opened(#""pass""#, #""previous_since":"2026-01-02T03:04:05Z","#)),
        event("finding.opened", opened()).replacing("\"data\":", with: "\"truncated\":[\"details\"],\"data\":"),
        event(
            "baseline",
            """
            {\(place),"kind":"risk_check","scopes":[{"scope":"","total":12}],"counts":{"open":{"high":3,"medium":5,\
            "low":0,"unknown":0},"resolved":20,"suppressed":1,"transient":2,"unknown":0},"worst":[\(finding)]}
            """),
        event(
            "cursor.quarantined",
            """
            {"file":"cursor.json","line":3,"byte":17,"reason":"r","moved":["cursor.json.quarantined-1"],"advice":"a"}
            """
        ).replacing("/accounts/prod/sources/prod-risk", with: "/cursor"),
        event(
            "source.failing",
            """
            {\(place),"reason":"permission","code":"NoPermission","message":"m","operation":"o","advice":"a",\
            "failures":3,"since":"2026-01-02T03:04:05Z"}
            """),
        event("source.recovered", "{\(place),\"failures\":3,\"since\":\"2026-01-02T03:04:05Z\"}"),
        event(
            "source.suspect",
            "{\(place),\"scope\":\"\",\"open\":40,\"lost\":31,\"seen\":9,\"polls\":12,\"advice\":\"a\"}"),
        event(
            "source.stale",
            "{\(place),\"scope\":\"\",\"reason\":\"transient\",\"since\":\"2026-01-02T03:04:05Z\",\"count\":1}"),
        event(
            "source.stale",
            """
            {\(place),"scope":"","reason":"check_time","since":"2026-01-02T03:04:05Z","count":9,"scopes":["NAT/A","NAT/B"]}
            """),
        event("sink.failing", sinkHealth), event("sink.paused", sinkHealth), event("sink.recovered", sinkHealth),
        event("sink.test", #"{"sink":"s","message":"m"}"#),
        // What a later version may send.
        event("finding.escalated", "{}"), event("report", #"{"anything":1}"#),
    ]

    @Test func whatIsSentSatisfiesTheSchema() throws {
        let verdicts = try SchemaValidator.objections(to: Self.good, .json, schema: "event.schema.json")
        for (event, objections) in zip(Self.good, verdicts) { #expect(objections == [], "\(event)") }
    }

    @Test func everyTypeIsTried() {
        for type in EventType.all { #expect(Self.good.contains { $0.contains("\"type\":\"\(type.name)\"") }) }
    }

    static let bad = [
        event("finding.opened", opened(), id: "0123"),
        event("finding.opened", opened(), id: "0123456789ABCDEF0123456789ABCDEF"),
        event("finding.opened", opened(), time: "2026-01-02 03:04:05"),
        event("finding.opened", opened(), time: "2026-01-02T03:04:05+08:00"),
        event("finding.opened", opened(), severity: "High"), event("finding.opened", opened(), subject: "3"),
        event("finding.opened", opened("7")), event("finding.opened", opened(#""pass""#, #""extra":1,"#)),
        event("finding.opened", "{}"), event("finding.resolved", opened()),
        event("finding.reopened", opened("null").replacing("opened", with: "reopened")),
        event("finding.severity-changed", opened(as: "severity_changed")),
        event("finding.vanished", opened(as: "vanished").replacing("\"to\":\"vanished\"", with: "\"to\":\"gone\"")),
        event("finding.opened", opened(finding: "{}")),
        event("finding.opened", opened(finding: finding.replacing("\"open\"", with: "\"ajar\""))),
        event("finding.opened", opened(finding: finding.replacing("\"id\":\"3\"", with: "\"id\":3"))),
        event("finding.opened", opened().replacing("\"revision\":3", with: "\"revision\":0")),
        event("finding.opened", opened()).replacing("\"1.0\"", with: "\"0.3\""),
        event("finding.opened", opened()).replacing("/accounts/prod/sources/", with: "/"),
        event("baseline", "{}"), event("source.failing", "{}"), event("sink.test", "{}"), event("sink.failing", "{}"),
    ]

    @Test func anythingElseDoesNot() throws {
        let verdicts = try SchemaValidator.objections(to: Self.bad, .json, schema: "event.schema.json")
        for (event, objections) in zip(Self.bad, verdicts) { #expect(!objections.isEmpty, "\(event)") }
    }
}
