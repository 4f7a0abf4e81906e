/// Turns events into messages for people, in one language and time zone. It never fails: of what it does not know it
/// shows what there is.
package struct MessageRenderer: Sendable, Hashable {
    package var language: Language
    package var zone: ZoneRules

    package init(language: Language = .english, zone: ZoneRules = .utc) {
        self.language = language
        self.zone = zone
    }

    var word: Wording { Wording(language: language) }

    package func message(for content: Delivery.Content) -> Message {
        switch content {
        case .event(let event): message(for: Self.read(event))
        case .digest(let id, let events): digest(id: id, of: events.map(Self.read))
        }
    }

    package func message(for event: Event) -> Message {
        switch event.knownType {
        case .finding(let transition): finding(event, transition)
        case .baseline: baseline(event)
        case .source(let health): source(event, health)
        case .sink(let health): sink(event, health)
        case .cursor(.quarantined): quarantined(event)
        case nil: unknown(event)
        }
    }

    /// What cannot be read is shown by its id at least: an event that was promised is told.
    private static func read(_ encoded: EncodedEvent) -> Event {
        (try? Event(encoded)) ?? Event(id: encoded.id, type: "", source: "", data: .object([]))
    }

    func footer(_ event: Event) -> String {
        let time = event.time.map(zone.text(of:))
        return [
            event.sourceName ?? event.data["sink"]?.string ?? event.source, time ?? "",
            "\(word("event", "事件")) \(event.id)",
        ]
        .map(\.onOneLine).filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// `[prod] text`: whose news it is comes first, because there may be many accounts.
    func headline(_ event: Event, _ text: String) -> String {
        guard let account = event.account?.onOneLine, !account.isEmpty else { return text.onOneLine }
        return "[\(account)] \(text.onOneLine)"
    }

    func account(_ event: Event) -> String {
        [event.account, event.data["region"]?.string].compactMap { $0 }.joined(separator: " · ")
    }

    /// The time in the member `name`, in the sink's zone.
    func time(_ name: String, in data: JSONValue) -> String? {
        data[name]?.string.map { text in Timestamp(rfc3339: text).map(zone.text(of:)) ?? text }
    }

    /// How long before the event the moment in its member `name` was.
    func span(since name: String, _ event: Event) -> String? {
        guard let start = event.data[name]?.string.flatMap(Timestamp.init(rfc3339:)), let end = event.time, start < end
        else { return nil }
        return word.span(end - start)
    }

    /// An event of a type that this version does not know: its type, and whatever can be shown of its data.
    private func unknown(_ event: Event) -> Message {
        let title = event.finding?["title"]?.text ?? event.subject ?? event.id
        let name = event.type.isEmpty ? word("Unreadable event", "无法解析的事件") : event.type
        var message = Message(
            mark: .notice, headline: headline(event, "\(name): \(title)"), footer: footer(event))
        message.add(word("Severity", "风险等级"), event.severity.map(word.severity))
        message.add(word("Account", "账号"), account(event))
        for member in (event.data.members ?? []).prefix(12)
        where !["account", "region", "source"].contains(member.name) {
            message.add(member.name.onOneLine, member.value.text)
        }
        return message
    }
}
