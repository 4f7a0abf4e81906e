import BridgeCore
package import HTTPTransport

/// How a system of tickets is talked to, as its owner describes it. What is missing it cannot do.
package struct TicketRequests: Sendable, Equatable {
    package var create: TicketRequest
    /// Where the answer to ``create`` has the ticket's name; `nil` where the mark is its name.
    package var key: JSONPointer?
    package var find: TicketSearch?
    package var look: TicketLook?
    package var comment: TicketRequest?
    package var close: TicketRequest?
    package var reopen: TicketRequest?

    package init(
        create: TicketRequest, key: JSONPointer?, find: TicketSearch? = nil, look: TicketLook? = nil,
        comment: TicketRequest? = nil, close: TicketRequest? = nil, reopen: TicketRequest? = nil
    ) {
        (self.create, self.key, self.find, self.look) = (create, key, find, look)
        (self.comment, self.close, self.reopen) = (comment, close, reopen)
    }

    var abilities: TicketAbilities {
        var abilities: TicketAbilities = []
        if comment != nil { abilities.insert(.comment) }
        if close != nil { abilities.insert(.close) }
        if reopen != nil { abilities.insert(.reopen) }
        return abilities
    }

    /// What is written in it that may be secret.
    var secrets: [String] {
        let changes = [create, comment, close, reopen].compactMap { $0 }
        let texts = changes.flatMap { [$0.path] + ($0.body?.texts ?? []) } + [find?.path, look?.path].compactMap { $0 }
        return texts.filter(\.isConfidential).flatMap(\.writing)
    }
}

/// A request that changes something.
package struct TicketRequest: Sendable, Equatable {
    package var method: HTTPRequest.Method
    /// Behind the URL.
    package var path: TextTemplate
    /// `nil` sends none.
    package var body: JSONTemplate?

    package init(method: HTTPRequest.Method, path: TextTemplate, body: JSONTemplate?) {
        (self.method, self.path, self.body) = (method, path, body)
    }
}

/// A `GET` that answers with the tickets that have a certain mark, and maybe with others.
package struct TicketSearch: Sendable, Equatable {
    package var path: TextTemplate
    /// Where the answer has the list of them.
    package var items: JSONPointer
    /// Where one of them has its name.
    package var key: JSONPointer
    /// Where one of them has its mark: a text, or a list of such. One with another mark is somebody else's.
    package var mark: JSONPointer
    package var closed: TicketCondition?

    package init(
        path: TextTemplate, items: JSONPointer, key: JSONPointer, mark: JSONPointer, closed: TicketCondition?
    ) {
        (self.path, self.items, self.key) = (path, items, key)
        (self.mark, self.closed) = (mark, closed)
    }

    func ticket(_ item: JSONValue, marked key: TicketKey) -> Ticket? {
        let mark = mark.value(in: item)
        guard (mark?.array ?? [mark ?? .null]).contains(.string(key.description)), let id = self.key.ticketID(in: item)
        else { return nil }
        return Ticket(id: id, isOpen: closed?.holds(in: item) != true)
    }
}

/// A `GET` that answers with a ticket, or with 404 or 410 if it is gone.
package struct TicketLook: Sendable, Equatable {
    package var path: TextTemplate
    package var closed: TicketCondition?

    package init(path: TextTemplate, closed: TicketCondition?) {
        (self.path, self.closed) = (path, closed)
    }
}

/// That one of some words stands at a place.
package struct TicketCondition: Sendable, Equatable {
    package var place: JSONPointer
    package var words: [String]

    package init(place: JSONPointer, words: [String]) {
        (self.place, self.words) = (place, words)
    }

    func holds(in json: JSONValue) -> Bool {
        place.value(in: json)?.text.map(words.contains) ?? false
    }
}

extension JSONPointer {
    private static let maximumID = 256

    /// A ticket's name: a text or a whole number.
    func ticketID(in json: JSONValue) -> String? {
        switch value(in: json) {
        case .string(let text)? where !text.isEmpty && text.utf8.count <= Self.maximumID: text
        case .number(let digits)? where Int64(digits) != nil: digits
        default: nil
        }
    }
}
