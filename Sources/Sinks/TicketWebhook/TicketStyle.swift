import BridgeCore

/// How a ``TicketWebhook`` words what it says.
package struct TicketStyle: Sendable, Equatable {
    package var markup: Markup
    /// The most that a title may hold, in UTF-16 units, which are never fewer than characters.
    package var maximumTitle: Int
    /// The same of a text.
    package var maximumText: Int
    /// The system's word for each severity.
    package var severities: SeverityWords

    /// What the system takes a text for.
    package enum Markup: String, Sendable, CaseIterable { case plain, markdown, html }

    package static var usualSeverities: SeverityWords {
        SeverityWords(high: "high", medium: "medium", low: "low", unknown: "unknown")
    }

    package init(
        markup: Markup = .plain, maximumTitle: Int = 200, maximumText: Int = 8000,
        severities: SeverityWords = usualSeverities
    ) {
        (self.markup, self.maximumTitle, self.maximumText) = (markup, maximumTitle, maximumText)
        self.severities = severities
    }

    func title(_ message: Message) -> String { message.headline.onOneLine.fitted(to: maximumTitle, in: .utf16) }

    /// - Parameter before: lines of our own, ahead of it.
    func text(_ message: Message, in language: Language, heading: Bool, before: [String] = []) -> String {
        switch markup {
        case .plain: marked(message, language, heading, before, .plain)
        case .html: marked(message, language, heading, before, .html)
        case .markdown:
            GitMarkdown(message, in: language).text(heading: heading, limit: maximumText, before: before)
        }
    }

    private func marked(
        _ message: Message, _ language: Language, _ heading: Bool, _ before: [String], _ markup: MarkedText.Markup
    ) -> String {
        MarkedText(message, in: language, markup).text(heading: heading, limit: maximumText, before: before)
    }
}

extension MarkedText.Markup {
    static var html: MarkedText.Markup {
        let escape: @Sendable (Character) -> String = { character in
            character.unicodeScalars.map { scalar in
                switch scalar {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                case "\"": "&quot;"
                case "'": "&#39;"
                default: String(scalar)
                }
            }.joined()
        }
        return MarkedText.Markup(escape: escape, link: { $0.map(escape).joined() })
    }
}
