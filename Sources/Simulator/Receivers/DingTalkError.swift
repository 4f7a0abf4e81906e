import BridgeCore

/// How DingTalk refuses a message: always with status 200.
enum DingTalkError: Error, Sendable, Equatable {
    case notPost
    case contentType
    case missing(String)
    case messageType
    case unknownToken
    case tooFast
    case tooLong
    case signMismatch
    case invalidTimestamp
    case noKeyword

    var code: Int {
        switch self {
        case .notPost: 43002
        case .contentType: 43004
        case .missing: 40035
        case .messageType: 400_105
        case .unknownToken: 300_005
        case .tooFast: 130_101
        case .tooLong: 460_101
        case .signMismatch, .invalidTimestamp, .noKeyword: 310_000
        }
    }

    var text: String {
        switch self {
        case .notPost: "require POST method"
        case .contentType: "invalid content type, application/json is required"
        case .missing(let name): "miss param : \(name)"
        case .messageType: "unsupported msgtype"
        case .unknownToken: "token is not exist"
        case .tooFast: "send too fast, exceed 20 times per minute"
        case .tooLong: "message too long, exceed 20000 bytes"
        case .signMismatch: "sign not match"
        case .invalidTimestamp: "invalid timestamp"
        case .noKeyword: "keywords not in content"
        }
    }

    var reply: Reply {
        .json(200, JSONValue.object([.init("errcode", .number("\(code)")), .init("errmsg", .string(text))]).bytes)
    }
}
