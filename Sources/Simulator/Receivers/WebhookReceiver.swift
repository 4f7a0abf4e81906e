import BridgeCore
import HTTPTransport

/// A fake of somebody's webhook: takes CloudEvents in their three forms, checks Standard Webhooks signatures, and takes
/// nothing twice.
struct WebhookReceiver: Receiver {
    private let settings: SimulatedWebhook
    private var seen = RecentSet<String>(capacity: 200_000)

    init(_ settings: SimulatedWebhook) {
        self.settings = settings
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(WebhookError) {
            guard request.method == "POST" || request.method == "PUT" else { throw .method }
            try WebhookSignatureCheck(request).verify(settings.secrets, at: now)
            return accept(try CloudEventReader.events(in: request), request)
        } catch {
            return .refused(error.text, .error(error.status, error.text))
        }
    }

    func throttled(wait: Duration?) -> Reply {
        .error(
            429, "too many requests",
            headers: [HTTPHeader(name: "Retry-After", value: (wait ?? .seconds(1)).retryAfter)])
    }

    var forbidden: Reply { .error(401, "not allowed") }

    private mutating func accept(_ events: [CloudEventReader.Event], _ request: ReceivedRequest) -> Reception {
        let isRepeated = request.header("webhook-id").map { !seen.insert("message \($0)") } ?? false
        let new = isRepeated ? [] : events.filter { seen.insert("event \($0.source) \($0.id)") }
        let letters = new.map { Letter(id: $0.id, title: $0.title, body: $0.body) }
        return Reception(
            verdict: .accepted(letters, duplicates: events.count - letters.count), reply: Reply(204))
    }
}
