import BridgeCore
import HTTPTransport

extension HTTPTransportError {
    /// What it means that no answer came: worth another try, except where the request itself is impossible. Where the
    /// receiver took the request and then failed, it may have been because of this one; the others go on.
    func outcome(reason: String) -> Outcome {
        switch self {
        case .invalidRequest: .rejected(reason: reason, scope: .sink)
        case .resolve, .connect, .tls, .timeout(connecting: true), .queueFull, .cancelled, .shutDown, .other:
            .retry(reason: reason, scope: .sink)
        case .timeout(connecting: false), .bodyTooLarge, .headersTooLarge, .interrupted, .malformedResponse:
            .retry(reason: reason, scope: .delivery)
        }
    }
}
