extension MessageRenderer {
    /// What was already open when a source was first looked at.
    func baseline(_ event: Event) -> Message {
        let counts = event.data["counts"] ?? .object([])
        let levels = Severity.allCases.map { ($0, counts["open"]?[$0.rawValue]?.integer ?? 0) }
        let total = levels.reduce(0) { $0 + $1.1 }
        let worst = levels.first { $0.1 > 0 }?.0
        var message = Message(
            mark: worst.map(Message.Mark.open) ?? .good, headline: headline(event, headline(event, total, levels)),
            footer: footer(event))
        message.add(word("Account", "账号"), account(event))
        addCounts(counts, to: &message)
        addScopes(event, to: &message)
        message.note = word("From now on only changes are told.", "此后只通知变化。")
        message.items = (event.data["worst"]?.array ?? []).map(item)
        message.moreItems = max(0, Int(clamping: total) - message.items.count)
        return message
    }

    private func headline(_ event: Event, _ total: Int64, _ levels: [(Severity, Int64)]) -> String {
        let name = event.sourceName ?? event.source
        let parts = levels.filter { $0.1 > 0 }.map { word.count(Int(clamping: $0.1), word.severity($0.0)) }
        return word.bracketed(
            word("First look at \(name): \(total) open", "\(name) 首次检查：\(total) 项未解决"), word.list(parts))
    }

    private func addCounts(_ counts: JSONValue, to message: inout Message) {
        let kinds = [
            ("resolved", word("OK", "正常")), ("suppressed", word("Suppressed", "已忽略")),
            ("transient", word("Under way", "检查中")), ("unknown", word("Unknown status", "未知状态")),
        ]
        for (name, label) in kinds {
            guard let count = counts[name]?.integer, count > 0 else { continue }
            message.add(label, String(count))
        }
    }

    private func addScopes(_ event: Event, to message: inout Message) {
        let scopes = (event.data["scopes"]?.array ?? []).compactMap { scope -> String? in
            guard let name = scope["scope"]?.string, !name.isEmpty else { return nil }
            return "\(name) \(scope["total"]?.text ?? "?")"
        }
        message.add(word("Checks", "检查项"), word.list(scopes))
    }

    private func item(_ finding: JSONValue) -> Message.Item {
        let id = finding["id"]?.text ?? "?"
        let isFirewall = finding["kind"]?.string == FindingKind.aclCheck.rawValue
        let title = finding["title"]?.text.map { isFirewall ? "\($0) – \(id)" : $0 } ?? id
        let status = finding["status"]?.string.map(word.status)
        return Message.Item(
            mark: .open(Severity(vendor: finding["severity"]?.string ?? "")),
            text: word.bracketed(title, status).onOneLine)
    }
}
