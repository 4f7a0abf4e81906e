/// The damages of one file of the cursor, in the order in which they stand there.
package struct CursorFlaws: Sendable, Equatable {
    /// Nobody reads more than these.
    private static let kept = 100

    package private(set) var first: [JournalFlaw] = []
    package private(set) var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }
    /// How many there are beside ``first``.
    package var more: Int { count - first.count }

    mutating func add(_ flaw: JournalFlaw) {
        count += 1
        if first.count < Self.kept { first.append(flaw) }
    }

    mutating func add(_ flaws: CursorFlaws) {
        flaws.first.forEach { add($0) }
        count += flaws.more
    }
}
