import DequeModule

/// What a sink remembers of one matter between its events: a ticket's key, a message's id. Only the sink knows what it
/// means.
package struct SinkMemory: Sendable, Equatable {
    /// What is longer is not remembered: the sink has to find it again by asking its receiver.
    package static let maximumBytes = 4096
    package var sink: String
    /// See ``Event/matter``.
    package var matter: String
    /// `nil` forgets.
    package var text: String?

    package init(sink: String, matter: String, text: String?) {
        self.sink = sink
        self.matter = matter
        self.text = text
    }

    /// What an attempt changes.
    package enum Change: Sendable, Equatable {
        case keep(String)
        case forget

        package var text: String? {
            if case .keep(let text) = self, text.utf8.count <= SinkMemory.maximumBytes { text } else { nil }
        }
    }
}

/// All that the sinks remember.
package struct SinkMemories: Sendable {
    /// Of each sink; the oldest is forgotten first. A sink can find again what it forgot, at the cost of asking.
    package static let maximumCount = 100_000
    private var tables: [String: Table] = [:]

    package init() {}

    package subscript(sink: String, matter: String) -> String? { tables[sink]?.texts[matter] }

    /// By matter.
    package func texts(of sink: String) -> [String: String] { tables[sink]?.texts ?? [:] }

    /// Every memory, in the order in which it was first made, sink by sink.
    package var all: [SinkMemory] {
        tables.sorted { $0.key < $1.key }.flatMap { sink, table in
            table.matters.map { SinkMemory(sink: sink, matter: $0, text: table.texts[$0]) }
        }
    }

    package var sinks: Set<String> { Set(tables.keys) }

    mutating func take(_ memory: SinkMemory) {
        tables[memory.sink, default: Table()].set(memory.text, for: memory.matter)
        if tables[memory.sink]?.texts.isEmpty ?? false { tables[memory.sink] = nil }
    }
}

extension SinkMemories: Equatable {
    package static func == (left: SinkMemories, right: SinkMemories) -> Bool { left.all == right.all }
}

extension SinkMemories {
    private struct Table: Sendable {
        private(set) var texts: [String: String] = [:]
        /// Oldest first. What was forgotten stays in it until it comes to the front, or until it is the greater part.
        private var order: Deque<String> = []

        var matters: [String] {
            var seen: Set<String> = []
            return order.filter { texts[$0] != nil && seen.insert($0).inserted }
        }

        mutating func set(_ text: String?, for matter: String) {
            if texts.updateValue(text ?? "", forKey: matter) == nil { order.append(matter) }
            if text == nil { texts[matter] = nil }
            while texts.count > SinkMemories.maximumCount, let oldest = order.popFirst() { texts[oldest] = nil }
            if order.count > 2 * texts.count + 64 { order = Deque(matters) }
        }
    }
}
