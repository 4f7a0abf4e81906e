import BridgeCore
import HTTPTransport

/// A webhook of the simulator.
package struct WebhookSettings: Sendable, CustomStringConvertible {
    /// The last part of its path, `/hook/NAME`.
    package var name: String
    /// `whsec_…`, any of which may have signed; none asks for no signature.
    package var secrets: [String]

    package init(name: String, secrets: [String] = []) {
        (self.name, self.secrets) = (name, secrets)
    }

    package var description: String { "WebhookSettings(\(name))" }
}

/// A fake of somebody's webhook: takes CloudEvents in their three forms, checks Standard Webhooks signatures, and takes
/// nothing twice.
struct WebhookReceiver: Receiver {
    private let settings: WebhookSettings
    private var seen = RecentSet<String>(capacity: 200_000)

    init(_ settings: WebhookSettings) {
        self.settings = settings
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(WebhookError) {
            guard request.method == "POST" else { throw .method }
            try WebhookSignature(request).verify(settings.secrets, at: now)
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

/// Why a webhook refuses a message.
enum WebhookError: Error, Sendable, Equatable {
    case method
    /// No header of that name, or one that cannot be read.
    case header(String)
    case stale
    case signature
    case format(String)
    case event(String)

    var status: Int {
        switch self {
        case .method: 405
        case .header, .stale, .signature: 401
        case .format: 415
        case .event: 400
        }
    }

    var text: String {
        switch self {
        case .method: "only POST is taken"
        case .header(let name): "the header \(name) is missing or malformed"
        case .stale: "webhook-timestamp is more than five minutes off"
        case .signature: "no signature matches"
        case .format(let type): "\(type.isEmpty ? "a body without a type" : type) is no CloudEvents format"
        case .event(let reason): "not a valid CloudEvent: \(reason)"
        }
    }
}
