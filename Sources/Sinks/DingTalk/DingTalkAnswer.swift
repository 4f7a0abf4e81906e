import BridgeCore
import HTTPTransport

/// What a robot's answer means. DingTalk answers with status 200 whatever happens; the truth is in `errcode`, and for
/// the three protections only in `errmsg` (<https://open.dingtalk.com/document/robots/custom-robot-access>).
struct DingTalkAnswer {
    /// After "too fast" a robot stays blocked for ten minutes, and each further attempt may prolong it.
    private static let blocked = Duration.seconds(600)

    private let reply: HTTPReply
    private let code: Int64?
    private let message: String

    init(_ reply: HTTPReply) {
        self.reply = reply
        let body = try? JSONValue(parsing: reply.response.body)
        code = body?["errcode"]?.integer
        message = body?["errmsg"]?.text ?? ""
        status = body?["status"]?.integer
        wait = body?["wait"]?.integer
    }

    /// The members that the layer before DingTalk, which keeps off abuse, answers with instead.
    private let status: Int64?
    private let wait: Int64?

    var outcome: Outcome {
        if let code, code != 0 || reply.isSuccess { return outcome(code) }
        guard reply.isSuccess else { return reply.outcomeByStatus }
        if status == 1111 {
            let wait = Duration.seconds(min(max(wait ?? 0, 60), 3600))
            return .retry(after: wait, reason: reason("DingTalk's abuse protection holds requests back"), scope: .sink)
        }
        return reply.unexpected("DingTalk's (no errcode)")
    }

    private func outcome(_ code: Int64) -> Outcome {
        switch code {
        case 0: .delivered
        case 130_101, 410_100:
            .retry(after: Self.blocked, reason: reason("The robot is blocked for ten minutes"), scope: .sink)
        case 310_000: .rejected(reason: reason(protectionAdvice), scope: .sink)
        case 300_005, 400_101: .rejected(reason: reason("Check the access_token in url"), scope: .sink)
        case 300_001 where message.lowercased().contains("token"):
            .rejected(reason: reason("Check the access_token in url"), scope: .sink)
        case 400_013: .rejected(reason: reason("The group was dissolved: add a robot to another one"), scope: .sink)
        case 400_102: .rejected(reason: reason("The robot is switched off in its group"), scope: .sink)
        case 400_106: .rejected(reason: reason("The robot was removed: add a new one and set url"), scope: .sink)
        case 430_101...430_104:
            .rejected(reason: reason("DingTalk's moderation refuses this text"), scope: .delivery)
        case 300_001, 40_035, 43_002, 43_004, 101_002, 400_105, 400_402, 460_101:
            .rejected(reason: reason(), scope: .delivery)
        case _ where message.contains("too long"): .rejected(reason: reason(), scope: .delivery)
        case _ where !reply.isSuccess: reply.outcomeByStatus
        // -1 is "busy". What nobody knows is tried again too: giving up would lose it.
        default: .retry(after: reply.retryAfter, reason: reason(), scope: .delivery)
        }
    }

    private var protectionAdvice: String {
        let words = message.lowercased()
        if words.contains("keyword") || words.contains("关键词") {
            return "The robot's protection is a keyword: set the option keyword to one of its keywords"
        }
        if ["timestamp", "sign", "签名", "时间戳"].contains(where: words.contains) {
            return "The robot's protection is a signature: check secret\(clockAdvice)"
        }
        if ["whitelist", "白名单", "ip "].contains(where: words.contains) {
            return "The robot's protection is a list of addresses: add the address that this service goes out with"
        }
        return "The robot's protection refuses this: compare its keyword, signature and address list with this sink"
    }

    /// Signatures are refused when the clocks are an hour apart.
    private var clockAdvice: String {
        guard let skew = reply.clockSkew else { return " and this machine's clock" }
        let seconds = skew.milliseconds / 1000
        guard abs(seconds) >= 60 else { return " (the clocks agree)" }
        return " and the clock: this machine's is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") DingTalk's"
    }

    private func reason(_ advice: String? = nil) -> String {
        let words = message.isEmpty ? nil : "errcode \(code.map(String.init) ?? "-"): \(reply.redacted(message))"
        return reply.reason(words, advice: advice)
    }
}
