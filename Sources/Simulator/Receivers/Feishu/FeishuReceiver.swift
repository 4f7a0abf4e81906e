import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A fake of the custom bots of Feishu and Lark: `/feishu/open-apis/bot/v2/hook/simulated` asks for a signature with
/// ``secret``, `…/hook/keyword` for the keyword `checkbridge`. Any other bot was removed.
struct FeishuReceiver: Receiver {
    static let secret = "simulated-feishu"
    private static let maximumBody = 20_480

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(FeishuError) {
            let hook = try Self.hook(request)
            guard request.body.count <= Self.maximumBody, let json = request.jsonObject else { throw .badRequest }
            if hook == "simulated" { try Self.verify(json, now) }
            let title = try Self.title(json)
            let text = String(decoding: request.body, as: UTF8.self)
            guard hook != "keyword" || text.contains("checkbridge") else { throw .noKeyword }
            return .accepted(
                title, request.body,
                .json(
                    200,
                    [
                        "StatusCode": .number("0"), "StatusMessage": .string("success"), "code": .number("0"),
                        "data": .object([]), "msg": .string("success"),
                    ]))
        } catch {
            return .refused(error.text, error.reply)
        }
    }

    func throttled(wait: Duration?) -> Reply { FeishuError.tooFast.reply }
    var forbidden: Reply { FeishuError.signMismatch.reply }

    private static func hook(_ request: ReceivedRequest) throws(FeishuError) -> String {
        let path = Array(request.segments.dropFirst())
        guard request.method == "POST", path.dropLast() == ["open-apis", "bot", "v2", "hook"] else { throw .badRequest }
        guard let hook = path.last, ["simulated", "keyword"].contains(hook) else { throw .unknownHook }
        return hook
    }

    /// Time and secret are the key, and nothing is signed with it.
    private static func verify(_ json: JSONValue, _ now: Timestamp) throws(FeishuError) {
        guard let text = json["timestamp"]?.string, let sent = Int64(text), abs(now.seconds - sent) <= 3600 else {
            throw .signMismatch
        }
        var hmac = HMAC<SHA256>(key: SymmetricKey(data: Array("\(text)\n\(secret)".utf8)))
        hmac.update(data: [UInt8]())
        guard json["sign"]?.string == Data(hmac.finalize()).base64EncodedString() else { throw .signMismatch }
    }

    private static func title(_ json: JSONValue) throws(FeishuError) -> String {
        switch json["msg_type"]?.string {
        case "text":
            guard let text = json["content"]?["text"]?.string, !text.isEmpty else { throw .badRequest }
            return text.firstLine
        case "interactive":
            guard let card = json["card"], let elements = card["elements"]?.array else { throw .card("no elements") }
            for element in elements { try check(element) }
            guard let title = card["header"]?["title"]?["content"]?.string else { throw .card("no header") }
            return title
        default: throw .badRequest
        }
    }

    private static func check(_ element: JSONValue) throws(FeishuError) {
        switch element["tag"]?.string {
        case "markdown":
            guard let text = element["content"]?.string, !text.isEmpty else { throw .card("markdown has no content") }
        case "action":
            guard element["actions"]?.array?.isEmpty == false else { throw .card("action has no actions") }
        case "note":
            guard element["elements"]?.array?.isEmpty == false else { throw .card("note has no elements") }
        case "hr", "div", "img": break
        default: throw .card("unknown tag")
        }
    }
}
