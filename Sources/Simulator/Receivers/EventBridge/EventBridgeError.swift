import BridgeCore

/// How EventBridge refuses a call.
enum EventBridgeError: Error, Sendable, Equatable {
    case unknownKey
    case wrongToken
    case signature(String)
    case expired
    case nonceUsed
    case denied
    case throttled
    case noSuchAction
    case malformed(String)
    case tooLarge(String)

    var status: Int {
        switch self {
        case .unknownKey, .wrongToken, .signature, .expired, .nonceUsed, .denied: 403
        case .throttled: 429
        case .noSuchAction: 404
        case .malformed, .tooLarge: 400
        }
    }

    var code: String {
        switch self {
        case .unknownKey: "InvalidAccessKeyId"
        case .wrongToken: "SecurityTokenInvalid"
        case .signature: "SignatureDoesNotMatch"
        case .expired: "RequestExpired"
        case .nonceUsed: "SignatureNonceUsed"
        case .denied: "AccessDenied"
        case .throttled: "TooManyRequests"
        case .noSuchAction: "InvalidAction"
        case .malformed: "InvalidArgument"
        case .tooLarge: "EventSizeExceeded"
        }
    }

    var text: String {
        switch self {
        case .unknownKey: "The access Id you provided is not exist."
        case .wrongToken: "The Security token that your provide is invalid."
        case .signature(let text):
            "The request signature we calculated does not match the signature you provided. Check your key and signing "
                + "method. String to sign: \(text)"
        case .expired: "The date of the request is more than 15 minutes from now."
        case .nonceUsed: "The signature nonce was used already."
        case .denied: "The OwnerId that your Access Key Id associated to is forbidden for this operation."
        case .throttled: "The request is denied by flow limiter for too many requests."
        case .noSuchAction: "The action does not exist."
        case .malformed(let reason): "The request is invalid: \(reason)"
        case .tooLarge(let reason): reason
        }
    }

    var reply: Reply {
        .json(
            status,
            JSONValue.object([
                .init("code", .string(code)), .init("message", .string(text)),
                .init("requestId", .string("7C3AC882-E5A8-4855-BE77-B6837B695EF1")),
            ]).bytes)
    }
}
