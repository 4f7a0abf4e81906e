import BridgeCore
import HTTPTransport
import Sinks
import Synchronization

/// A sink's whole conversation with a receiver that answers from a script.
struct Talk: Sendable {
    let client: ScriptedHTTPClient
    let sink: any Sink

    init(
        _ make: @Sendable (any HTTPClient) throws -> any Sink,
        answering script: @escaping @Sendable (HTTPRequest) -> (status: Int, body: String)
    ) rethrows {
        client = ScriptedHTTPClient { request in
            let (status, body) = script(request)
            return .success(HTTPResponse(status: status, body: Array(body.utf8)))
        }
        sink = try make(client)
    }

    /// Tells the sink of an event.
    func tell(_ event: SampleEvent, remembering memory: String? = nil) async -> (outcome: Outcome?, memory: String?) {
        let ended = Mutex<DeliveryReport?>(nil)
        let delivery = Delivery(content: .event(event.encoded), attempt: 1, memory: memory)
        await sink.deliver([delivery]) { reports in ended.withLock { $0 = reports.first } }
        let report = ended.withLock { $0 }
        return (report?.outcome, report?.memory?.text)
    }

    func renew(_ memories: [String]) async { await sink.renew(memories) }

    /// Every request, as ``Golden`` has it.
    var text: String { client.requests.map(Golden.text).joined(separator: "\n") }

    /// The body of the last request.
    var body: JSONValue? { client.requests.last?.body.flatMap { try? JSONValue(parsing: $0) } }
}
