import BridgeCore
import Testing

@Suite struct MessageRendererTests {
    private let english = MessageRenderer()
    private let chinese = MessageRenderer(language: .chinese)

    @Test(
        arguments: [
            (.opened, "[prod] High finding opened: T (pass → failed)", "[prod] 出现高危风险：T（通过 → 未通过）"),
            (.reopened, "[prod] High finding reopened: T (pass → failed)", "[prod] 高危风险再次出现：T（通过 → 未通过）"),
            (.resolved, "[prod] Resolved: T (pass → failed)", "[prod] 已修复：T（通过 → 未通过）"),
            (.suppressed, "[prod] Suppressed: T (pass → failed)", "[prod] 已忽略：T（通过 → 未通过）"),
            (.severityChanged, "[prod] Severity low → high: T", "[prod] 风险等级 低危 → 高危：T"),
            (.affectedChanged, "[prod] Affected assets 2 → 5: T", "[prod] 受影响资产 2 → 5：T"),
            (.vanished, "[prod] No longer reported: T", "[prod] 不再上报：T"),
            (.changed, "[prod] Status changed: T (pass → failed)", "[prod] 状态变化：T（通过 → 未通过）"),
        ] as [(Transition, String, String)])
    func theHeadlineSaysWhatChanged(transition: Transition, english: String, chinese: String) throws {
        let event = try finding(transition)
        #expect(self.english.message(for: event).headline == english)
        #expect(self.chinese.message(for: event).headline == chinese)
    }

    @Test(arguments: Transition.allCases)
    func everyTransitionNamesAccountStatusAndId(transition: Transition) throws {
        let message = english.message(for: try finding(transition))
        #expect(message.facts.map(\.label).starts(with: ["Status", "Severity", "Affected assets", "Account"]))
        #expect(message.footer == "prod-risk · 2026-03-01 09:15:30 UTC · event e1")
    }

    @Test(arguments: [
        (Transition.resolved, "Was open for", "3 d 5 h"), (.vanished, "Was open for", "3 d 5 h"),
        (.severityChanged, "Open since", "2026-02-26 04:03:00 UTC"), (.opened, "First seen", "2026-01-02 03:04:05 UTC"),
    ])
    func theTimesThatMatterAreTold(transition: Transition, label: String, value: String) throws {
        let message = english.message(for: try finding(transition))
        #expect(message.facts.first { $0.label == label }?.value == value)
    }

    @Test func howLongItWasGoodIsToldToo() throws {
        let message = english.message(for: try finding(.reopened))
        #expect(message.facts.first { $0.label == "Previous status lasted" }?.value == "3 d 5 h")
    }

    @Test(arguments: EventType.all)
    func whateverIsMissingNothingFails(type: EventType) {
        for data in [JSONValue.object([]), .null, .array([]), .object([JSONMember("finding", .string("x"))])] {
            let message = english.message(for: Event(id: "e", type: type.name, source: "/s", data: data))
            #expect(!message.headline.isEmpty)
            #expect(message.footer.contains("event e"))
        }
    }

    @Test func anUnknownTypeShowsWhatThereIs() {
        let event = Event(
            id: "e", type: "io.checkbridge.later", source: "/s", subject: "x/1", severity: .low,
            data: .object([JSONMember("owner", .string("payments"))]))
        let message = english.message(for: event)
        #expect(message.headline == "io.checkbridge.later: x/1")
        #expect(message.facts.map(\.value) == ["low", "payments"])
    }

    @Test func whatCannotBeReadIsToldByItsId() {
        let message = english.message(for: .event(EncodedEvent(id: "e9", json: [0])))
        #expect(message.headline == "Unreadable event: e9")
    }

    @Test func aDigestCountsFirstAndShowsTheWorstFirst() throws {
        let events = [
            try finding(.resolved), try finding(.opened, severity: "low"), try finding(.opened), try finding(.opened),
        ]
        let message = english.digest(of: events)
        #expect(message.headline == "[prod] 4 changes: 3 high, 1 low")
        #expect(message.facts.map { "\($0.label): \($0.value)" } == ["High: 2 opened, 1 resolved", "Low: 1 opened"])
        #expect(message.items.map(\.mark) == [.open(.high), .open(.high), .open(.low), .good])
        #expect(message.mark == .open(.high))
    }

    @Test(arguments: [
        (#"{"Acl":{"Source":"10.0.0.0/8","Destination":"any","DestPort":"22/22"}}"#, "T – 10.0.0.0/8 → any : 22/22"),
        (#"{"Acl":{"GroupName":"office"}}"#, "T – office"), ("{}", "T – u-1"),
    ])
    func firewallFindingsOfOneCheckAreToldApart(details: String, title: String) throws {
        let json = #"{"kind":"acl_check","id":"u-1","title":"T","details":\#(details)}"#
        let data = JSONValue.object([JSONMember("finding", try JSONValue(parsing: json))])
        let event = Event(id: "e", type: EventType.finding(.vanished).name, source: "/s", data: data)
        #expect(english.message(for: event).headline == "No longer reported: \(title)")
    }

    @Test(arguments: [("risk_check", "T (failed)"), ("acl_check", "T – u-1 (failed)")])
    func aBaselineCountsAndShowsTheWorst(kind: String, item: String) throws {
        let json = #"""
            {"source":"s","counts":{"open":{"high":0,"medium":2,"low":1},"resolved":7},
            "worst":[{"kind":"\#(kind)","id":"u-1","title":"T","severity":"medium","status":"failed"}]}
            """#
        let data = try JSONValue(parsing: json)
        let message = english.message(for: Event(id: "e", type: EventType.baseline.name, source: "/s", data: data))
        #expect(message.headline == "First look at s: 3 open (2 medium, 1 low)")
        #expect(message.facts.map { "\($0.label): \($0.value)" } == ["OK: 7"])
        #expect(message.items.map(\.text) == [item])
        #expect(message.mark == .open(.medium))
        #expect(message.moreItems == 2)
    }

    @Test func aForeignTextStaysInItsPlace() throws {
        let message = english.message(for: try finding(.opened, title: #"a\r\nb\u0000c\u202ed"#))
        #expect(message.headline == "[prod] High finding opened: a b cd (pass → failed)")
    }

    @Test(arguments: [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"), ("javascript:alert(1)", nil), ("", nil),
        ("https://a.example/)](x|<y> z\\n", "https://a.example/%29%5D%28x%7C%3Cy%3E%20z%0A"),
    ])
    func onlyWebPagesAreLinked(url: String, link: String?) throws {
        #expect(english.message(for: try finding(.opened, url: url)).link == link)
    }

    private func finding(
        _ transition: Transition, severity: String = "high", title: String = "T", url: String = ""
    ) throws -> Event {
        let type = EventType.finding(transition).name
        let json = #"""
            {"specversion":"1.0","id":"e1","source":"/accounts/prod/sources/prod-risk","type":"\#(type)","subject":"risk_check/1","time":"2026-03-01T09:15:30Z","severity":"\#(severity)","data":{"transition":"\#(transition.rawValue)","from":"pass","to":"failed","new":false,"revision":2,"account":"prod","region":"cn-hangzhou","source":"prod-risk","first_seen":"2026-01-02T03:04:05Z","since":"2026-02-26T04:03:00Z","previous_since":"2026-02-26T04:03:00Z","changes":[{"field":"severity","from":"low","to":"high"},{"field":"affected_count","from":2,"to":5}],"finding":{"kind":"risk_check","id":"1","title":"\#(title)","severity":"high","status":"failed","state":"open","affected_count":5,"url":"\#(url)"}}}
            """#
        return try Event(json: JSONValue(parsing: json))
    }
}

extension MessageRenderer {
    fileprivate func digest(of events: [Event]) -> Message {
        message(for: .digest(id: "d", events: events.map { EncodedEvent(id: $0.id, json: $0.encoded) }))
    }
}

extension Event {
    fileprivate var encoded: [UInt8] {
        JSONValue.object([
            JSONMember("specversion", .string("1.0")), JSONMember("id", .string(id)), JSONMember("type", .string(type)),
            JSONMember("source", .string(source)), JSONMember("severity", .string(severity?.rawValue ?? "")),
            JSONMember("data", data),
        ]).bytes
    }
}
