import BridgeCore

/// Events as the core encodes them, one of each kind that people get to see.
enum SampleEvent: String, CaseIterable, Sendable {
    case opened, openedNew = "opened_new", reopened, resolved, suppressed, severityChanged = "severity_changed"
    case affectedChanged = "affected_changed", vanished, changed, aclResolved = "acl_resolved", aclOpened = "acl_opened"
    case baseline, sourceFailing = "source.failing", sourceRecovered = "source.recovered"
    case sourceSuspect = "source.suspect", sourceStale = "source.stale"
    case sinkFailing = "sink.failing", sinkTest = "sink.test", unknown

    var encoded: EncodedEvent {
        EncodedEvent(id: id, json: Array(json.utf8))
    }

    var event: Event { get throws { try Event(encoded) } }

    var id: String {
        let number = Self.allCases.firstIndex(of: self) ?? 0
        return "4f2a9c0d11e84b7fa3d2c6b5908e7f" + (number < 10 ? "0" : "") + String(number)
    }

    private var json: String {
        switch self {
        case .opened: risk("opened", "\"pass\"", "failed")
        case .openedNew: risk("opened", "null", "failed", new: true, severity: "medium")
        case .reopened: risk("reopened", "\"pass\"", "failed", revision: 7)
        case .resolved: risk("resolved", "\"failed\"", "pass", state: "resolved")
        case .suppressed: risk("suppressed", "\"failed\"", "ignored", state: "suppressed")
        case .severityChanged:
            risk(
                "severity_changed", "\"failed\"", "failed",
                changes: #"[{"field":"severity","from":"medium","to":"high"}]"#)
        case .affectedChanged:
            risk(
                "affected_changed", "\"failed\"", "failed",
                changes: #"[{"field":"affected_count","from":2,"to":5}]"#)
        case .vanished: risk("vanished", "\"failed\"", "vanished")
        case .changed: risk("changed", "\"failed\"", "quarantined", state: "unknown")
        case .aclOpened: acl("opened", "null", "Pending")
        case .aclResolved: acl("resolved", "\"Pending\"", "Processed")
        case .baseline, .sourceFailing, .sourceRecovered, .sourceSuspect, .sourceStale: source
        case .sinkFailing:
            event(
                "sink.failing", source: "/sinks/siem",
                #"{"sink":"siem","type":"webhook","endpoint":"https://siem.example.com/***","reason":"HTTP 503 from https://siem.example.com/***: overloaded","since":"2026-03-01T08:00:00Z","backlog":412}"#
            )
        case .sinkTest:
            event(
                "sink.test", source: "/sinks/sec-slack",
                #"{"sink":"sec-slack","message":"If you can read this, the sink works."}"#)
        case .unknown:
            event(
                "finding.escalated", subject: "risk_check/3",
                #"{"account":"prod","region":"cn-hangzhou","source":"prod-risk","level":4,"owner":"payments","nested":{"a":1}}"#
            )
        }
    }

    private var source: String {
        switch self {
        case .baseline:
            event(
                "baseline", severity: "high",
                #"{"account":"prod","region":"cn-hangzhou","source":"prod-risk","kind":"risk_check","scopes":[{"scope":"","total":31}],"counts":{"open":{"high":3,"medium":5,"low":0,"unknown":0},"resolved":20,"suppressed":1,"transient":2,"unknown":0},"worst":[{"key":"k1","kind":"risk_check","id":"1","title":"Cloud platform - MFA for Alibaba Cloud accounts","category":"Identity authentication and permissions","severity":"high","status":"failed","state":"open","asset_type":"RAM","affected_count":2},{"key":"k2","kind":"risk_check","id":"12","title":"OSS - bucket permissions","category":"Data security","severity":"medium","status":"failed","state":"open","asset_type":"OSS","affected_count":4}]}"#
            )
        case .sourceFailing:
            event(
                "source.failing",
                #"{"account":"prod","region":"cn-hangzhou","source":"prod-acl","reason":"permission","code":"NoPermission","message":"User not authorized to operate on the specified resource.","request_id":"7C3AC882-E5A8-4855-BE77-B6837B695EF1","operation":"DescribeAclChecks (NAT) at cloudfw.aliyuncs.com","advice":"Attach a policy that allows yundun-cloudfirewall:DescribeAclChecks to the RAM user.","failures":3,"since":"2026-03-01T08:50:00Z"}"#
            )
        case .sourceRecovered:
            event(
                "source.recovered",
                #"{"account":"prod","region":"cn-hangzhou","source":"prod-acl","failures":17,"since":"2026-03-01T06:12:00Z"}"#
            )
        case .sourceSuspect:
            event(
                "source.suspect",
                #"{"account":"prod","region":"cn-hangzhou","source":"prod-acl","scope":"Internet/PolicyHitCountZero","open":40,"lost":31,"seen":9,"polls":12,"advice":"If this is right, run: checkbridge cursor accept prod-acl"}"#
            )
        default:
            event(
                "source.stale",
                #"{"account":"prod","region":"cn-hangzhou","source":"prod-risk","scope":"","reason":"transient","since":"2026-02-28T07:00:00Z","count":3}"#
            )
        }
    }

    private func event(
        _ type: String, source: String = "/accounts/prod/sources/prod-risk", subject: String? = nil,
        severity: String? = nil, _ data: String
    ) -> String {
        let subject = subject.map { #""subject":"\#($0)","# } ?? ""
        let severity = severity.map { #""severity":"\#($0)","# } ?? ""
        return
            #"{"specversion":"1.0","id":"\#(id)","source":"\#(source)","type":"io.checkbridge.\#(type)",\#(subject)"time":"2026-03-01T09:15:30Z","datacontenttype":"application/json",\#(severity)"data":\#(data)}"#
    }

    private func risk(
        _ transition: String, _ from: String, _ to: String, new: Bool = false, severity: String = "high",
        state: String = "open", revision: Int = 2, changes: String = "[]"
    ) -> String {
        let since = changes == "[]" ? "2026-03-01T09:15:30Z" : "2026-02-26T04:03:00Z"
        return event(
            "finding." + transition.replacing("_", with: "-"), subject: "risk_check/1", severity: severity,
            #"{"transition":"\#(transition)","from":\#(from),"to":"\#(to)","new":\#(new),"revision":\#(revision),"account":"prod","region":"cn-hangzhou","source":"prod-risk","first_seen":"2026-01-02T03:04:05Z","since":"\#(since)","previous_since":"2026-02-26T04:03:00Z","changes":\#(changes),"finding":{"key":"k1","kind":"risk_check","id":"1","title":"Cloud platform - MFA for Alibaba Cloud accounts","category":"Identity authentication and permissions","severity":"\#(severity)","status":"\#(to)","state":"\#(state)","asset_type":"RAM","affected_count":2,"checked_at":"2026-03-01T09:00:00Z","url":"https://yundun.console.aliyun.com/?p=sas#/cspm","details":{"RiskItemResources":[{"ResourceName":"bestPractice","ContentResource":{"type":"text","value":"Risk: multi-factor authentication is disabled\n"}}]}}}"#
        )
    }

    private func acl(_ transition: String, _ from: String, _ to: String) -> String {
        event(
            "finding." + transition,
            subject: "acl_check/Internet/PolicyPortHighRisk/00281255-d220-4db1-8f4f-c4df221ad84c",
            severity: "high",
            #"{"transition":"\#(transition)","from":\#(from),"to":"\#(to)","new":false,"revision":2,"account":"prod","region":"cn-hangzhou","source":"prod-acl","first_seen":"2026-02-20T01:00:00Z","since":"2026-03-01T09:15:30Z","previous_since":"2026-02-20T01:00:00Z","finding":{"key":"k9","kind":"acl_check","id":"00281255-d220-4db1-8f4f-c4df221ad84c","title":"High-risk port open to the Internet","category":"PolicyPortHighRisk","severity":"high","status":"\#(to)","state":"resolved","asset_type":"Internet","affected_count":1,"url":"https://yundun.console.aliyun.com/?p=cfwnext#/policy","details":{"AclAssessmentDetail":"Port 22/22 is open to 0.0.0.0/0.\n","Acl":{"AclUuid":"00281255-d220-4db1-8f4f-c4df221ad84c","AclAction":"accept","Direction":"in","Proto":"TCP","Source":"0.0.0.0/0","Destination":"203.0.113.7/32","DestPort":"22/22","Description":"temp_ssh for *migration*"}}}}"#
        )
    }
}

extension Delivery {
    static func sample(_ event: SampleEvent, attempt: Int = 1) -> Delivery {
        Delivery(content: .event(event.encoded), attempt: attempt)
    }

    /// A finding's title replaced by any text whatever.
    static func titled(_ title: String, attempt: Int = 1) -> Delivery {
        let plain = JSONValue.string("Cloud platform - MFA for Alibaba Cloud accounts").bytes
        let json = String(decoding: SampleEvent.opened.encoded.json, as: UTF8.self)
            .replacing(
                String(decoding: plain, as: UTF8.self),
                with: String(decoding: JSONValue.string(title).bytes, as: UTF8.self))
        return Delivery(
            content: .event(EncodedEvent(id: SampleEvent.opened.id, json: Array(json.utf8))), attempt: attempt)
    }

    /// What the vendor says about a finding replaced by any text whatever.
    static func noted(_ text: String) -> Delivery {
        let json = String(decoding: SampleEvent.opened.encoded.json, as: UTF8.self)
            .replacing(
                "Risk: multi-factor authentication is disabled\\n",
                with: String(decoding: JSONValue.string(text).bytes.dropFirst().dropLast(), as: UTF8.self))
        return Delivery(content: .event(EncodedEvent(id: SampleEvent.opened.id, json: Array(json.utf8))), attempt: 1)
    }

    /// What is to be done about a source replaced by any text whatever.
    static func advised(_ text: String) -> Delivery {
        let json = String(decoding: SampleEvent.sourceFailing.encoded.json, as: UTF8.self)
            .replacing(
                "Attach a policy that allows yundun-cloudfirewall:DescribeAclChecks to the RAM user.", with: text)
        return Delivery(
            content: .event(EncodedEvent(id: SampleEvent.sourceFailing.id, json: Array(json.utf8))), attempt: 1)
    }

    static let digest = Delivery(
        content: .digest(
            id: "d1635700000000000000000000000001",
            events: [SampleEvent.resolved, .openedNew, .opened, .aclResolved, .sourceFailing, .vanished, .reopened]
                .map(\.encoded)), attempt: 1)
}

extension Timestamp {
    /// When the tests take place: 2026-03-01T09:16:00Z.
    static let test = Timestamp(seconds: 1_772_356_560)
}
