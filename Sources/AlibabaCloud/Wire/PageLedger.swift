/// Keeps account of an answer that comes in pages: whether there is more, and whether what was seen can be all.
struct PageLedger: Sendable {
    /// How many different findings were seen.
    private(set) var distinct = 0
    /// The first reason why something may have been missed; `nil` while there is none.
    private(set) var obstacle: String?

    /// Enters a page.
    /// - Parameters:
    ///   - fresh: how many findings of it were not on an earlier page.
    ///   - repeated: how many were.
    /// - Returns: whether another page may bring more. An empty page is the end, and so is one with nothing new:
    ///   there are servers that repeat their last page for ever.
    mutating func enter(fresh: Int, repeated: Int) -> Bool {
        distinct += fresh
        if fresh > 0, repeated > 0 {
            note(
                "pages overlapped: \(repeated) findings came again beside \(fresh) new ones, so others may have slipped by"
            )
        }
        return fresh > 0
    }

    mutating func note(_ reason: String) {
        obstacle = obstacle ?? reason
    }
}
