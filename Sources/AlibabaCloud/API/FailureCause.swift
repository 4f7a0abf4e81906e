import BridgeCore

/// What kind of trouble the vendor's `Code` means.
enum FailureCause: Sendable, Hashable {
    case throttled, outage, replayed
    case key, token, signature, clock
    case denied, notPurchased, retired, request

    /// The code decides, not the status alone: an unknown access key is a 404, throttling a 400.
    init(code: String, status: Int) {
        self = Self.named(code) ?? Self.likely(code, status)
    }

    private static func named(_ code: String) -> FailureCause? {
        switch code {
        case "SignatureNonceUsed": .replayed
        case "SignatureDoesNotMatch": .signature
        case "IllegalTimestamp", "MissingTimestamp": .clock
        case "ServiceBusy", "SystemBusy", "FlowControlError", "RequestLimitExceeded": .throttled
        case "InternalError", "ServerError", "UnknownError": .outage
        case "MissingSecurityToken": .token
        case "InvalidAction.NotFound", "InvalidVersion", "InvalidApi.NotFound": .retired
        case "UnsupportedHTTPMethod", "IncompleteSignature": .request
        default: nil
        }
    }

    private static func likely(_ code: String, _ status: Int) -> FailureCause {
        if code.hasPrefix("Throttling") || status == 429 { return .throttled }
        if code.hasPrefix("InvalidTimeStamp") { return .clock }
        if code.hasPrefix("InvalidAccessKeyId") { return .key }
        if code.hasPrefix("InvalidSecurityToken") { return .token }
        if isPurchaseNeeded(code) { return .notPurchased }
        if code.hasPrefix("NoPermission") || code.hasPrefix("Forbidden") { return .denied }
        if code.hasSuffix("Deprecated") || code.hasSuffix("Offline") || status == 410 { return .retired }
        // An older table of the vendor misspells it.
        if code.hasPrefix("ServiceUnavailable") || code.hasPrefix("SerivceUnavailable") || status >= 500 {
            return .outage
        }
        return status == 401 ? .key : status == 403 ? .denied : status == 408 ? .outage : .request
    }

    /// No list of these codes is published: products word it differently.
    private static func isPurchaseNeeded(_ code: String) -> Bool {
        let code = code.lowercased()
        return ["notpurchase", "notbuy", "notbought", "notactivated", "notopen", "notsubscribe", "unpurchased"]
            .contains { code.contains($0) }
    }

    var reason: SourceError.Reason {
        switch self {
        case .throttled, .outage, .replayed: .unavailable
        case .key, .token, .signature: .credentials
        case .denied, .notPurchased: .permission
        case .retired: .retired
        case .clock, .request: .request
        }
    }

    /// What may help within the same poll.
    func remedy(vendorWait: Duration?) -> Remedy {
        switch self {
        case .throttled: .slowDown(vendorWait)
        case .outage: .wait(vendorWait)
        case .replayed: .signAnew
        case .key, .token, .signature: .renewCredentials
        case .denied, .notPurchased, .retired, .clock, .request: .none
        }
    }
}

/// What to do about a failed try.
enum Remedy: Sendable, Hashable {
    case none
    /// Try again after the vendor's wait, if it names one.
    case wait(Duration?)
    /// The same, and ask more slowly from now on.
    case slowDown(Duration?)
    /// Try again at once: a new signature has a new nonce.
    case signAnew
    /// Try again if the provider has other credentials by now.
    case renewCredentials
    /// The transport was cancelled or shut down: nobody waits for an answer any more.
    case calledOff
}
