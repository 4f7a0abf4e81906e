import HTTPTransport

/// Why a ``CredentialsQuestion`` brought nothing.
struct ExchangeFailure: Error, Sendable {
    /// What the service's error means; `nil` if it did not answer with one.
    var cause: FailureCause?
    var status: Int?
    /// Whether there was nobody to answer.
    var isUnreachable = false
    var text: String
    var remedy: Remedy

    var error: CredentialsError { .unusable(text) }

    /// Whether the credentials that the question was signed with are of no use.
    var refusesCredentials: Bool {
        switch cause {
        case .key, .token, .signature: true
        case .throttled, .outage, .replayed, .clock, .denied, .notPurchased, .retired, .request, nil: false
        }
    }
}

extension HTTPTransportError {
    /// Whether there was nobody to answer.
    var isUnreachable: Bool {
        switch self {
        case .resolve, .connect, .tls, .timeout(connecting: true): true
        case .timeout(connecting: false), .invalidRequest, .refused, .bodyTooLarge, .headersTooLarge, .interrupted,
            .malformedResponse, .queueFull, .cancelled, .shutDown, .other:
            false
        }
    }
}
