import DequeModule

/// The last events that every sink has settled, so that it can be seen what became of them. They stay as the bytes that
/// they were sent as: whoever asks reads them.
package struct History: Sendable {
    /// What is more is forgotten, oldest first.
    package static let maximumEvents = 1000
    /// Of all of them together.
    package static let maximumBytes = 4 << 20

    /// In the order in which they ended.
    private(set) var events: Deque<ToldEvent> = []
    private var bytes = 0

    package init() {}

    /// How many events it holds.
    package var count: Int { events.count }

    mutating func append(_ told: ToldEvent) {
        events.append(told)
        bytes += told.size
        while events.count > Self.maximumEvents || bytes > Self.maximumBytes, let oldest = events.popFirst() {
            bytes -= oldest.size
        }
    }
}
