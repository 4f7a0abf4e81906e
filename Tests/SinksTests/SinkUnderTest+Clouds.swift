import BridgeCore
import HTTPTransport
import Sinks

extension SinkUnderTest {
    /// Alibaba Cloud's own back ends, and the tickets that are described by hand.
    static let clouds = [eventBridge, slsWebTracking, ticketWebhook]

    static let eventBridge = SinkUnderTest(
        name: "eventbridge", success: (200, #"{"RequestId":"r","FailedEntryCount":0,"EntryList":[]}"#)
    ) { client, now in
        let connection = HTTPConnection(name: "e", url: .literal("https://relay.example.com/pathSECRETpath"))
        return try HTTPSink<EventBridge>(
            .init(
                connection: connection, bus: "security", keyID: .literal("T0SECRET0"),
                keySecret: .file("/run/secrets/ak"), token: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in Array("SECretOfTheRobot\n".utf8) }, now: { now })
    }

    static let slsWebTracking = SinkUnderTest(name: "sls_webtracking", success: (200, "")) { client, now in
        let connection = HTTPConnection(name: "s", url: .literal("https://relay.example.com/pathSECRETpath"))
        return try HTTPSink<SLSWebTracking>(
            .init(connection: connection, logstore: "security"), client: client, file: { _, _ in [] }, now: { now })
    }

    static let ticketWebhook = SinkUnderTest(
        name: "ticket_webhook", success: (201, #"{"tickets":[],"data":{"id":7}}"#)
    ) { client, now in
        let connection = HTTPConnection(
            name: "t", url: .literal("https://user:hunter2@tickets.example.com/pathSECRETpath"),
            headers: [.init(name: "Authorization", value: .literal("Bearer headerSECRETheader"))])
        var requests = try TicketRequests.sample
        requests.create.body = .object([
            .init("title", .text(try TextTemplate("{title}"))), .init("text", .text(try TextTemplate("{text}"))),
            .init("all", .text(try TextTemplate("{event}"))),
            .init("pin", .text(try TextTemplate("tokenSECRETtoken", isConfidential: true))),
        ])
        return try ConversationSink<TicketWebhook>(
            .init(connection: connection, requests: requests), client: client, file: { _, _ in [] }, now: { now })
    }
}

extension TicketRequests {
    /// Every step of a ticket's life, as a plain API would have them.
    static var sample: TicketRequests {
        get throws {
            let closed = TicketCondition(place: try pointer("/status"), words: ["closed", "done"])
            return TicketRequests(
                create: try .sample(
                    .post, "/tickets",
                    [
                        ("title", "{title}"), ("text", "{text}"), ("external_id", "{key}"),
                        ("severity", "{severity}"),
                    ]),
                key: try pointer("/data/id"),
                find: TicketSearch(
                    path: try TextTemplate("/tickets?external_id={key}"), items: try pointer("/tickets"),
                    key: try pointer("/id"), mark: try pointer("/external_id"), closed: closed),
                look: TicketLook(
                    path: try TextTemplate("/tickets/{ticket}"),
                    closed: TicketCondition(place: try pointer("/data/status"), words: ["closed", "done"])),
                comment: try .sample(.post, "/tickets/{ticket}/comments", [("text", "{text}")]),
                close: try .sample(.patch, "/tickets/{ticket}", [("status", "closed")]),
                reopen: try .sample(.patch, "/tickets/{ticket}", [("status", "open")]))
        }
    }

    static func pointer(_ text: String) throws -> JSONPointer {
        guard let pointer = JSONPointer(text) else { throw TemplateError.unknown(text) }
        return pointer
    }
}

extension TicketRequest {
    static func sample(_ method: HTTPRequest.Method, _ path: String, _ body: [(String, String)]) throws -> TicketRequest
    {
        TicketRequest(
            method: method, path: try TextTemplate(path),
            body: .object(try body.map { .init($0, .text(try TextTemplate($1))) }))
    }
}
