import BridgeCore

/// What is remembered of a matter's ticket, so that it need not be looked for.
struct TicketMemory: Sendable, Equatable {
    var ticket: String
    /// When it was closed by us; `nil` if it was not.
    var closed: Timestamp?
    /// The id of the event that was said last: an attempt that broke off behind it does not say it again.
    var said: String?
    /// The newest of the finding's transitions that the ticket knows of.
    private(set) var revision: Int64?

    init(ticket: String) {
        self.ticket = ticket
    }

    /// Reads ``text``; `nil` if it is not ours.
    init?(_ text: String) {
        guard let json = try? JSONValue(parsing: text), let ticket = json["ticket"]?.string, !ticket.isEmpty else {
            return nil
        }
        self.ticket = ticket
        closed = (json["closed"]?.integer).map { Timestamp(milliseconds: $0) }
        said = json["said"]?.string
        revision = json["revision"]?.integer
    }

    mutating func take(_ revision: Int64?) {
        self.revision = [self.revision, revision].compactMap(\.self).max()
    }

    var text: String {
        var writer = JSONWriter()
        writer.object { memory in
            memory.member("ticket", ticket)
            if let closed { memory.member("closed", closed.milliseconds) }
            memory.member("said", ifPresent: said)
            if let revision { memory.member("revision", revision) }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
