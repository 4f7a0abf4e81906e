/// One message that stands for many events. Who is in it is committed before it is first sent.
package struct Digest: Sendable, Equatable {
    /// Made from its members' ids, so that it is the same after a crash.
    package var id: String
    package var sink: String
    /// The numbers of its events, in their order.
    package var events: [UInt64]

    package init(id: String, sink: String, events: [UInt64]) {
        self.id = id
        self.sink = sink
        self.events = events
    }
}
