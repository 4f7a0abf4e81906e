/// What a person on call needs to know, before any sink gives it its own form.
///
/// Every text is on one line and unescaped; a text may be as long as the event allows. Sinks escape and cut.
package struct Message: Sendable, Equatable {
    package var mark: Mark
    /// What changed, in one line that makes sense on a locked telephone.
    package var headline: String
    /// Most important first: what does not fit is left out from the end.
    package var facts: [Fact] = []
    /// What the vendor says about it, or what to do.
    package var note: String?
    /// The findings of a digest or a baseline, worst first.
    package var items: [Item] = []
    /// How many more there are than ``items``.
    package var moreItems = 0
    /// The vendor's console page: `http` or `https`, without blanks.
    package var link: String?
    /// Where it comes from and under which id it can be found again.
    package var footer: String

    /// A label in the message's language, and what stands behind it.
    package struct Fact: Sendable, Equatable {
        package var label: String
        package var value: String
    }

    /// One line of a list.
    package struct Item: Sendable, Equatable {
        package var mark: Mark
        package var text: String
    }

    /// What kind of news it is, at a glance.
    package enum Mark: Sendable, Equatable {
        case open(Severity)
        /// Over, for good reasons.
        case good
        /// No longer reported, or put aside: neither good nor bad.
        case aside
        /// checkbridge or a vendor's API is in trouble.
        case trouble
        case notice

        package var symbol: String {
            switch self {
            case .open(.high): "🔴"
            case .open(.medium): "🟠"
            case .open(.low): "🟡"
            case .open(.unknown): "⚪"
            case .good: "✅"
            case .aside: "➖"
            case .trouble: "⚠️"
            case .notice: "ℹ️"
            }
        }
    }

    package init(mark: Mark, headline: String, footer: String) {
        self.mark = mark
        self.headline = headline
        self.footer = footer
    }
}

extension Message {
    /// Adds the fact if there is something to say.
    mutating func add(_ label: String, _ value: String?) {
        guard let value = value?.onOneLine, !value.isEmpty else { return }
        facts.append(Fact(label: label, value: value))
    }
}
