import BridgeCore
import TestSupport
import Testing

/// Damaged events, as a file or the journal may hold them.
@Suite struct EventFuzzTests {
    private static let events = [
        #"{"specversion":"1.0","id":"0123456789abcdef0123456789abcdef","source":"/accounts/prod/sources/acl","type":"io.checkbridge.finding.opened","subject":"acl_check/NAT/PolicyDuplicate/u","time":"2026-01-02T03:04:05Z","datacontenttype":"application/json","severity":"high","data":{"transition":"opened","from":null,"to":"Pending","new":true,"revision":1,"account":"prod","finding":{"key":"k","kind":"acl_check","id":"u","title":"t","severity":"high","status":"Pending","state":"open","affected_count":1,"details":{"Acl":{"AclUuid":"u"}}}}}"#,
        #"{"specversion":"1.0","id":"b","source":"/accounts/prod/sources/risk","type":"io.checkbridge.baseline","severity":"medium","data":{"kind":"risk_check","scopes":[{"scope":"","total":12}],"counts":{"open":{"high":3}},"worst":[]}}"#,
        #"{"specversion":"1.0","id":"c","source":"/sinks/siem","type":"io.checkbridge.sink.failing","data":{"sink":"siem","type":"webhook","endpoint":"https://h/***","reason":"x","since":"2026-01-02T03:04:05Z","backlog":1}}"#,
    ]

    /// What can be read can be shown, in both languages, and sent on its way.
    @Test func damagedEventsAreShownOrRefused() {
        let router = Router(root: Route(sinks: ["s"]))
        Fuzzer("events", corpus: Self.events).run(few: 2500) { bytes in
            guard let event = try? Event(json: JSONValue(parsing: bytes)) else { return }
            for language in [Language.english, .chinese] {
                _ = MessageRenderer(language: language, zone: .utc).message(for: event)
            }
            #expect(["s"].starts(with: router.decide(event).sinks))
        }
    }
}
