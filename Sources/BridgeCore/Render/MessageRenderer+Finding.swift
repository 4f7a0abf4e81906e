extension MessageRenderer {
    func finding(_ event: Event, _ transition: Transition) -> Message {
        let finding = event.finding ?? .object([])
        var message = Message(
            mark: mark(event, transition), headline: headline(event, headline(of: event, transition)),
            footer: footer(event))
        message.add(word("Status", "状态"), status(event, transition))
        message.add(word("Severity", "风险等级"), severity(event))
        message.add(word("Affected assets", "受影响资产"), affected(event))
        message.add(word("Account", "账号"), account(event))
        message.add(word("Asset type", "资产类型"), finding["asset_type"]?.text)
        message.add(word("Check", "检查项"), check(event))
        message.add(
            word("Policy", "访问控制策略"), isFirewall(event) ? FirewallPolicy(details: finding["details"]).text : nil)
        if isFirewall(event) { message.add("UUID", finding["id"]?.text) }
        addTimes(to: &message, event, transition)
        message.note = vendorNote(finding["details"])
        message.link = finding["url"]?.string.flatMap(WebLink.safe)
        return message
    }

    private func mark(_ event: Event, _ transition: Transition) -> Message.Mark {
        switch transition {
        case .opened, .reopened, .severityChanged, .affectedChanged: .open(event.severity ?? .unknown)
        case .resolved: .good
        case .suppressed, .vanished: .aside
        case .changed: event.finding?["state"]?.string == "open" ? .open(event.severity ?? .unknown) : .aside
        }
    }

    private func headline(of event: Event, _ transition: Transition) -> String {
        let title = title(event)
        let level = word.severity(event.severity ?? .unknown)
        let change = arrow(event)
        return switch transition {
        case .opened where event.data["new"]?.bool == true:
            word("New \(level) finding: \(title)", "新发现\(level)风险：\(title)")
        case .opened:
            word.bracketed(word("\(level.capitalizedFirst) finding opened: \(title)", "出现\(level)风险：\(title)"), change)
        case .reopened:
            word.bracketed(
                word("\(level.capitalizedFirst) finding reopened: \(title)", "\(level)风险再次出现：\(title)"), change)
        case .resolved: word.bracketed(word("Resolved: \(title)", "已修复：\(title)"), change)
        case .suppressed: word.bracketed(word("Suppressed: \(title)", "已忽略：\(title)"), change)
        case .severityChanged:
            word("Severity \(severityChange(event)): \(title)", "风险等级 \(severityChange(event))：\(title)")
        case .affectedChanged:
            word("Affected assets \(affectedChange(event)): \(title)", "受影响资产 \(affectedChange(event))：\(title)")
        case .vanished: word("No longer reported: \(title)", "不再上报：\(title)")
        case .changed: word.bracketed(word("Status changed: \(title)", "状态变化：\(title)"), change)
        }
    }

    /// Firewall findings of one check share their title, so what tells them apart is added.
    private func title(_ event: Event) -> String {
        let title = event.finding?["title"]?.text?.onOneLine ?? ""
        guard !title.isEmpty else { return event.subject ?? event.id }
        guard isFirewall(event) else { return title }
        let policy = FirewallPolicy(details: event.finding?["details"])
        return "\(title) – \(policy.flow ?? policy.name ?? event.finding?["id"]?.text ?? "")"
    }

    private func isFirewall(_ event: Event) -> Bool {
        event.finding?["kind"]?.string == FindingKind.aclCheck.rawValue
    }

    /// `pass → failed`; only the new status at a first sighting.
    private func arrow(_ event: Event) -> String? {
        let words = [event.from, event.to].compactMap { $0.map(word.status) }
        return words.isEmpty ? nil : words.joined(separator: " → ")
    }

    private func status(_ event: Event, _ transition: Transition) -> String? {
        switch transition {
        case .severityChanged, .affectedChanged:
            word.bracketed(event.to.map(word.status) ?? "", word("unchanged", "未变"))
        case .vanished:
            event.from.map {
                word("was \(word.status($0)), absent from the latest complete answers", "消失前为\(word.status($0))")
            }
        default: word.bracketed(arrow(event) ?? "", event.from == nil ? word("first seen", "首次发现") : nil)
        }
    }

    private func change(_ event: Event, _ fields: String...) -> (from: JSONValue?, to: JSONValue?)? {
        let change = event.data["changes"]?.array?.first { fields.contains($0["field"]?.string ?? "") }
        return change.map { ($0["from"], $0["to"]) }
    }

    private func severityChange(_ event: Event) -> String {
        guard let change = change(event, "severity") else { return word.severity(event.severity ?? .unknown) }
        return [change.from, change.to].map { word.severity(Severity(vendor: $0?.text ?? "")) }
            .joined(separator: " → ")
    }

    private func affectedChange(_ event: Event) -> String {
        guard let change = change(event, "affected_count", "affected") else {
            return event.finding?["affected_count"]?.text ?? "?"
        }
        return [change.from, change.to].map { $0?.text ?? "?" }.joined(separator: " → ")
    }

    private func severity(_ event: Event) -> String {
        change(event, "severity") == nil ? word.severity(event.severity ?? .unknown) : severityChange(event)
    }

    private func affected(_ event: Event) -> String {
        affectedChange(event)
    }

    /// Which of the vendor's checks it is, in the vendor's own names, so that it can be found in the console.
    private func check(_ event: Event) -> String? {
        let category = event.finding?["category"]?.text
        let parts = event.subject?.split(separator: "/").map(String.init) ?? []
        let name: [String?]
        switch event.finding?["kind"]?.string.flatMap(FindingKind.init(rawValue:)) {
        case .riskCheck:
            let id = event.finding?["id"]?.text ?? ""
            name = [word("Security Center", "云安全中心"), "\(word("item", "检查项")) \(id)", category]
        case .aclCheck:
            name = [word("Cloud Firewall", "云防火墙")] + (parts.count == 4 ? [parts[1], parts[2]] : [category])
        case nil: name = [event.subject]
        }
        return name.compactMap { $0?.onOneLine }.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func addTimes(to message: inout Message, _ event: Event, _ transition: Transition) {
        let before = span(since: "previous_since", event)
        switch transition {
        case .resolved, .suppressed, .vanished: message.add(word("Was open for", "持续时间"), before)
        case .severityChanged, .affectedChanged: message.add(word("Open since", "开始时间"), time("since", in: event.data))
        case .opened, .reopened, .changed: message.add(word("Previous status lasted", "此前状态持续"), before)
        }
        message.add(word("First seen", "首次发现"), time("first_seen", in: event.data))
        message.add(word("Checked", "检查时间"), event.finding.flatMap { time("checked_at", in: $0) })
        if let revision = event.data["revision"]?.integer, revision > 2 {
            message.add(word("Changes so far", "累计变化次数"), String(revision))
        }
    }

    /// What the vendor says about this finding, rather than about the check.
    private func vendorNote(_ details: JSONValue?) -> String? {
        let resources = details?["RiskItemResources"]?.array ?? []
        let contents = resources.compactMap { $0["ContentResource"]?["value"]?.string?.onOneLine }
        let texts =
            contents + ["AclAssessmentDetail", "RecordAssessmentDetail"].compactMap { details?[$0]?.string?.onOneLine }
        return texts.first { !$0.isEmpty }
    }
}
