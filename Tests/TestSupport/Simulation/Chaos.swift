/// What goes wrong in one run, and what was found to be wrong.
package final class Chaos: @unchecked Sendable {
    package let dice: Dice
    /// How much goes wrong: 0 nothing, 1 a lot.
    package var level: Double
    /// How often each kind of fault struck.
    package private(set) var faults: [String: Int] = [:]
    /// The invariants that did not hold, in the order in which that was seen.
    package private(set) var violations: [String] = []

    package init(_ dice: Dice, level: Double) {
        self.dice = dice
        self.level = level
    }

    package func strikes(_ kind: String, _ probability: Double) -> Bool {
        guard level > 0, dice.chance(probability * level) else { return false }
        count(kind)
        return true
    }

    package func count(_ kind: String) { faults[kind, default: 0] += 1 }

    /// Called with what happens, for whoever replays a seed.
    package var trace: ((String) -> Void)?

    package func fail(_ what: String) {
        if violations.count < 5 { violations.append(what) }
    }
}

/// One life of the process under test: after a crash, what is left of it reaches nothing any more.
package final class Life: @unchecked Sendable {
    package private(set) var isOver = false
    package let number: Int

    package init(number: Int) { self.number = number }

    package func end() { isOver = true }
}
