import DequeModule

/// How much one sink is owed and how much was given up for it, counted as it changes: asking must not take long,
/// however long the queue is.
package struct SinkQueue: Sendable {
    /// How many events the sink is owed.
    package private(set) var owed = 0
    /// How many dead letters there are for it.
    package private(set) var dead = 0
    /// The numbers of what became owed, oldest first. What is settled stays in it until it comes to the front.
    private var order: Deque<UInt64> = []

    /// The number of the event that has waited longest. What is sent again stands outside the order, and is not asked.
    package var oldest: UInt64? { order.first }

    mutating func owe(_ number: UInt64) {
        owed += 1
        order.append(number)
    }

    mutating func owe(again number: UInt64) {
        owed += 1
    }

    mutating func settle(_ count: Int, isOwed: (UInt64) -> Bool) {
        owed -= count
        while let first = order.first, !isOwed(first) { order.removeFirst() }
        // One event that is stuck must not make the queue grow with all that pass it.
        if order.count > 2 * owed + 64 { order.removeAll { !isOwed($0) } }
    }

    mutating func bury() { dead += 1 }

    mutating func exhume() { dead -= 1 }
}
