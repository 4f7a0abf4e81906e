import BridgeCore

/// A message as a chat takes it: escaped, cut, and within its ``ChatBudget``.
///
/// The headline and the footer are always there. What room is left goes to the link, then to the facts, the note and the
/// items, in this order; what does not fit is left out as a whole, and counted where it is an item.
struct ChatParts {
    let headline: String
    let facts: [Message.Fact]
    let note: String?
    let items: [Message.Item]
    /// How many items are not shown.
    let more: Int
    /// Not escaped: it is safe in all markups, see ``WebLink``.
    let link: String?
    let footer: String

    init(_ message: Message, within budget: ChatBudget) {
        var room = Room(budget)
        headline = room.take(budget.escape(message.headline.inert, budget.headline))
        footer = room.take(budget.escape(message.footer.inert, budget.footer))
        link = message.link.flatMap { room.takeIfItFits($0) }
        let note = message.note.map { budget.escape($0.inert.beginningNoBlock, budget.note) } ?? ""
        facts = room.take(facts: message.facts, leaving: budget.unit.size(of: note))
        self.note = note.isEmpty ? nil : room.takeIfItFits(note)
        items = room.take(items: message.items)
        more = message.items.count - items.count + message.moreItems
    }
}

/// What is left of a budget.
private struct Room {
    private let budget: ChatBudget
    private var left: Int

    init(_ budget: ChatBudget) {
        self.budget = budget
        left = budget.total - budget.frame
    }

    mutating func take(_ text: String) -> String {
        left -= budget.unit.size(of: text)
        return text
    }

    mutating func takeIfItFits(_ text: String) -> String? {
        budget.unit.size(of: text) <= left ? take(text) : nil
    }

    mutating func take(facts: [Message.Fact], leaving reserve: Int) -> [Message.Fact] {
        var taken: [Message.Fact] = []
        for var fact in facts.prefix(budget.facts) {
            fact.label = budget.escape(fact.label.inert, budget.label)
            fact.value = budget.escape(fact.value.inert.beginningNoBlock, budget.fact)
            let size = budget.unit.size(of: fact.label) + budget.unit.size(of: fact.value)
            guard pay(size, leaving: reserve) else { break }
            taken.append(fact)
        }
        return taken
    }

    mutating func take(items: [Message.Item]) -> [Message.Item] {
        left = min(left, budget.list)
        var taken: [Message.Item] = []
        for var item in items {
            item.text = budget.escape(item.text.inert, budget.item)
            guard pay(budget.unit.size(of: item.text), leaving: 0) else { break }
            taken.append(item)
        }
        return taken
    }

    private mutating func pay(_ size: Int, leaving reserve: Int) -> Bool {
        guard size + budget.around + reserve <= left else { return false }
        left -= size + budget.around
        return true
    }
}
