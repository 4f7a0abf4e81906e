extension MessageRenderer {
    /// One message for many events: how many of what, then each of them, worst first.
    func digest(id: String, of events: [Event]) -> Message {
        let messages = events.map(message(for:)).enumerated()
            .sorted { ($1.element.mark.rank, $0.offset) < ($0.element.mark.rank, $1.offset) }.map(\.element)
        let mark = messages.first?.mark ?? .notice
        let accounts = Set(events.compactMap(\.account))
        let prefix = accounts.count == 1 ? accounts.map { "[\($0.onOneLine)] " }.joined() : ""
        var digest = Message(
            mark: mark, headline: prefix + headline(ofDigest: events), footer: footer(ofDigest: id, events))
        addCounts(of: events, to: &digest)
        if accounts.count > 1 { digest.add(word("Accounts", "账号"), word.list(accounts.sorted())) }
        digest.items = messages.map { message in
            let isKnown = !prefix.isEmpty && message.headline.hasPrefix(prefix)
            return Message.Item(
                mark: message.mark, text: isKnown ? String(message.headline.dropFirst(prefix.count)) : message.headline)
        }
        return digest
    }

    private func headline(ofDigest events: [Event]) -> String {
        let levels = Severity.allCases.compactMap { level -> String? in
            let count = events.count { $0.transition != nil && ($0.severity ?? .unknown) == level }
            return count == 0 ? nil : word.count(count, word.severity(level))
        }
        let total = word("\(events.count) changes", "\(events.count) 项变化")
        return levels.isEmpty ? total : word("\(total): \(word.list(levels))", "\(total)：\(word.list(levels))")
    }

    /// One fact per severity: how many findings of it opened, were resolved, and so on.
    private func addCounts(of events: [Event], to digest: inout Message) {
        for level in Severity.allCases {
            let ofLevel = events.filter { ($0.severity ?? .unknown) == level }
            let counts = Transition.allCases.compactMap { transition -> String? in
                let count = ofLevel.count { $0.transition == transition }
                return count == 0 ? nil : word.count(count, word.transition(transition))
            }
            digest.add(word.severity(level).capitalizedFirst, word.list(counts))
        }
        let others = events.count { $0.transition == nil }
        if others > 0 { digest.add(word("Other notices", "其他通知"), String(others)) }
    }

    private func footer(ofDigest id: String, _ events: [Event]) -> String {
        let times = events.compactMap(\.time)
        guard let first = times.min(), let last = times.max() else { return "\(word("digest", "汇总")) \(id)" }
        let span = first == last ? zone.text(of: first) : "\(zone.text(of: first)) – \(zone.text(of: last))"
        return "\(span) · \(word("digest", "汇总")) \(id)"
    }
}

extension Message.Mark {
    /// The higher, the sooner a person should see it.
    fileprivate var rank: Int {
        switch self {
        case .open(.high): 7
        case .trouble: 6
        case .open(.medium): 5
        case .open(.low): 4
        case .open(.unknown): 3
        case .notice: 2
        case .aside: 1
        case .good: 0
        }
    }
}
