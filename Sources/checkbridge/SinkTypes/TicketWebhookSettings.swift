import BridgeCore
import HTTPTransport
import Sinks

struct TicketWebhookSettings: SinkSettings {
    static let word = "ticket_webhook"
    /// What every path is put behind.
    var url: Secret
    var requests: TicketRequests
    var style: TicketStyle
    var reopensWithin: Duration

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret(
            "url", url, "What every path is put behind, as in https://tickets.example.com/api")
        requests = section.ticketRequests()
        style = section.ticketStyle()
        reopensWithin = section.reopenWithin()
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            TicketWebhook.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, requests: requests, style: style,
                reopensWithin: reopensWithin))
    }
}

extension Section {
    fileprivate mutating func ticketRequests() -> TicketRequests {
        let creation = required("create", .creation, "The request that makes a ticket")
        let find = optional(
            "find", .search,
            "The GET that finds the tickets with a mark; without, a lost answer may "
                + "make a second ticket")
        let look = optional("look", .look, "The GET that shows a ticket; without, it is taken to be as it was left")
        let comment = optional("comment", .step(.post), "The request that says something in a ticket")
        let close = optional("close", .step(.patch), "The request that closes a ticket")
        let reopen = optional("reopen", .step(.patch), "The request that opens one again; without, a new one is made")
        return TicketRequests(
            create: creation.request, key: creation.key, find: find, look: look, comment: comment, close: close,
            reopen: reopen)
    }

    fileprivate mutating func ticketStyle() -> TicketStyle {
        let usual = TicketStyle()
        let limits =
            optional("limits", .limits, "The most that a title and a text may hold, in UTF-16 units") ?? .init()
        return TicketStyle(
            markup: value("markup", .word, default: usual.markup, "What the system takes {text} for"),
            maximumTitle: limits.title, maximumText: limits.text,
            severities: severityWords(
                "severity", default: TicketStyle.usualSeverities, "What {severity} is for each of ours"))
    }
}

/// The request that makes a ticket, and where its answer has the ticket's name.
private struct Creation: Sendable {
    var request: TicketRequest
    var key: JSONPointer?
}

private struct TicketLimits: Sendable {
    var title = TicketStyle().maximumTitle
    var text = TicketStyle().maximumText
}

extension Shape where Value == TicketLimits {
    fileprivate static var limits: Shape {
        mapping { section in
            let usual = TicketLimits()
            return TicketLimits(
                title: section.value("title", .integer(20...10_000), default: usual.title, "Of {title}"),
                text: section.value("text", .integer(100...1_000_000), default: usual.text, "Of {text}"))
        }
    }
}

extension Shape where Value == Creation {
    fileprivate static var creation: Shape {
        mapping { section in
            Creation(
                request: section.request(.post, without: [.ticket]),
                key: section.optional(
                    "key", .pointer,
                    "Where the answer has the ticket's name, as in /data/id; without, {key} is its name"))
        }
    }
}

extension Shape where Value == TicketRequest {
    /// - Parameter method: the usual one.
    fileprivate static func step(_ method: TicketMethod) -> Shape {
        mapping { $0.request(method, without: [.earlier]) }
    }
}

private enum TicketMethod: String, Sendable, CaseIterable {
    case post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"

    var method: HTTPRequest.Method {
        switch self {
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        }
    }
}

extension Section {
    /// - Parameter excluded: what is not known then.
    fileprivate mutating func request(
        _ usual: TicketMethod, without excluded: Set<TicketPlaceholder.Word>
    ) -> TicketRequest {
        TicketRequest(
            method: value("method", .word, default: usual, "The method").method,
            path: required(
                "path", .path(without: excluded), "Behind the URL, as in /tickets; placeholders are encoded"),
            body: optional("body", .body(without: excluded), "The JSON to send; its texts may have {placeholders}"))
    }
}

extension Shape where Value == TicketSearch {
    fileprivate static var search: Shape {
        mapping { section in
            TicketSearch(
                path: section.required(
                    "path", .path(without: [.ticket, .earlier, .text]), "Behind the URL, as in /tickets?mark={key}"),
                items: section.value("items", .pointer, default: .root, "Where the answer has the list of tickets"),
                key: section.required("key", .pointer, "Where one of them has its name, as in /id"),
                mark: section.required("mark", .pointer, "Where one of them has {key}; others are left alone"),
                closed: section.optional("closed", .condition, "How a closed one is told; without, all are open"))
        }
    }
}

extension Shape where Value == TicketLook {
    fileprivate static var look: Shape {
        mapping { section in
            TicketLook(
                path: section.required(
                    "path", .path(without: [.earlier, .text]), "Behind the URL, as in /tickets/{ticket}"),
                closed: section.optional("closed", .condition, "How a closed one is told, from the answer's top"))
        }
    }
}

extension Shape where Value == TicketCondition {
    fileprivate static var condition: Shape {
        mapping { section in
            TicketCondition(
                place: section.required("at", .pointer, "Where it stands, as in /status"),
                words: section.required("is", .words, "What stands there if it is so: a word or a list of them"))
        }
    }
}

extension Shape where Value == [String] {
    /// Words, numbers or truth values.
    fileprivate static var words: Shape {
        .either(Shape<String>.identifier.map { [$0] }, or: .list(of: .identifier, count: 1...50))
    }
}

extension Shape where Value == JSONPointer {
    fileprivate static var pointer: Shape {
        Shape(
            placeholder: .root, schema: { .matching("(/([^/~]|~[01])*)*") }, show: { .string("\($0)") }
        ) { node, path, reading in
            guard let scalar = reading.text(node, path, "a JSON pointer") else { return nil }
            if let pointer = JSONPointer(scalar.text) { return pointer }
            reading.report("\(scalar.quoted) is not a JSON pointer", at: node, path, hint: "as in /data/id")
            return nil
        }
    }
}
