import BridgeCore

/// How Feishu refuses a message: in `code`, most often with status 200.
enum FeishuError: Error, Sendable, Equatable {
    case badRequest
    case unknownHook
    case signMismatch
    case noKeyword
    case card(String)
    case tooFast

    var code: Int {
        switch self {
        case .badRequest: 9499
        case .unknownHook: 19_001
        case .signMismatch: 19_021
        case .noKeyword: 19_024
        case .card: 200_621
        case .tooFast: 11_232
        }
    }

    var text: String {
        switch self {
        case .badRequest: "Bad Request"
        case .unknownHook: "param invalid: incoming webhook access token invalid"
        case .signMismatch: "sign match fail or timestamp is not within one hour from current time"
        case .noKeyword: "Key Words Not Found"
        case .card(let what): "parse card json err, please check your card json: \(what)"
        case .tooFast: "frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"
        }
    }

    var reply: Reply {
        .json(
            self == .badRequest ? 400 : 200,
            ["code": .number("\(code)"), "data": .object([]), "msg": .string(text)])
    }
}
