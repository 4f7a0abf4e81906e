/// What a system of tickets can do with one besides making it. What it cannot do is left out.
package struct TicketAbilities: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let comment = TicketAbilities(rawValue: 1)
    package static let close = TicketAbilities(rawValue: 2)
    package static let reopen = TicketAbilities(rawValue: 4)
    package static let all: TicketAbilities = [.comment, .close, .reopen]
}
