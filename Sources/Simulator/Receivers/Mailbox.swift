package import BridgeCore

/// A message that a fake sink took.
package struct ReceivedMessage: Sendable, Equatable {
    /// Counts from 1 over all sinks.
    package let number: Int
    /// `slack`, `dingtalk` or `webhook/NAME`.
    package let sink: String
    package let at: Timestamp
    /// What the sender calls it: `webhook-id`, the event's id, `msgUuid`; Slack has no place for one.
    package let id: String?
    /// Its first line, for people.
    package let title: String
    package let body: [UInt8]
}

/// How often what happened at one sink.
package struct Tally: Sendable, Equatable {
    package internal(set) var accepted = 0
    /// Taken before, by their id, and not taken again.
    package internal(set) var duplicates = 0
    package internal(set) var refused = 0

    /// Nothing happened yet.
    package init() {}
}

/// What the fake sinks took: the newest messages, and how many there were of each kind.
package struct Mailbox: Sendable {
    static let maximumMessages = 2000
    static let maximumBytes = 32 << 20

    package private(set) var messages: [ReceivedMessage] = []
    /// By sink.
    package private(set) var tallies: [String: Tally] = [:]
    private var accepted = 0
    private var bytes = 0

    /// Keeps a message, dropping the oldest ones if there are too many.
    mutating func accept(_ letter: Letter, sink: String, at now: Timestamp) -> ReceivedMessage {
        accepted += 1
        tallies[sink, default: Tally()].accepted += 1
        let message = ReceivedMessage(
            number: accepted, sink: sink, at: now, id: letter.id, title: letter.title, body: letter.body)
        messages.append(message)
        bytes += letter.body.count
        shrink()
        return message
    }

    mutating func refuse(sink: String) {
        tallies[sink, default: Tally()].refused += 1
    }

    mutating func repeated(_ count: Int, sink: String) {
        tallies[sink, default: Tally()].duplicates += count
    }

    /// Drops a quarter at once, so that a full mailbox does not move all messages for each new one.
    private mutating func shrink() {
        guard messages.count > Self.maximumMessages || bytes > Self.maximumBytes else { return }
        let dropped = messages.prefix(max(1, messages.count / 4))
        bytes -= dropped.reduce(0) { $0 + $1.body.count }
        messages.removeFirst(dropped.count)
    }
}
