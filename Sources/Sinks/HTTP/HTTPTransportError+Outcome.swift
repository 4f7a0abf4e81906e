import BridgeCore
import HTTPTransport

extension HTTPTransportError {
    /// What to do, where the words do not say it.
    var advice: String? {
        if case .refused(let refusal) = self { refusal.advice } else { nil }
    }

    /// What it means that no answer came: worth another try, except where the request itself is impossible, or the URL
    /// names an address that is refused. What a name resolves to may change by itself, and a lie of the DNS must not be
    /// able to silence a sink for longer than it lasts. Where the receiver took the request and then failed, it may have
    /// been because of this one; the others go on.
    func outcome(reason: String) -> Outcome {
        switch self {
        case .refused(let refusal) where refusal.isWritten: .rejected(reason: reason, scope: .sink)
        case .invalidRequest: .rejected(reason: reason, scope: .sink)
        case .refused, .resolve, .connect, .tls, .timeout(connecting: true), .queueFull, .cancelled, .shutDown, .other:
            .retry(reason: reason, scope: .sink)
        case .timeout(connecting: false), .bodyTooLarge, .headersTooLarge, .interrupted, .malformedResponse:
            .retry(reason: reason, scope: .delivery)
        }
    }
}
