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
        case .method: "only POST and PUT are taken"
        case .header(let name): "the header \(name) is missing or malformed"
        case .stale: "webhook-timestamp is more than five minutes off"
        case .signature: "no signature matches"
        case .format(let type): "\(type.isEmpty ? "a body without a type" : type) is no CloudEvents format"
        case .event(let reason): "not a valid CloudEvent: \(reason)"
        }
    }
}
