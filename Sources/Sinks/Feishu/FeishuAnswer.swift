import BridgeCore
import HTTPTransport

/// What a bot's answer means. The truth is in `code`; the oldest bots answer with `StatusCode` alone
/// (<https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot>).
struct FeishuAnswer {
    private let reply: HTTPReply
    private let code: Int64?
    private let message: String

    init(_ reply: HTTPReply) {
        self.reply = reply
        let body = reply.object
        code = body?["code"]?.integer ?? body?["StatusCode"]?.integer
        message = body?["msg"]?.text ?? body?["StatusMessage"]?.text ?? ""
    }

    /// Whether it is the form of the message that is refused. Its codes are many, its words are not.
    var refusesCard: Bool {
        guard let code, code != 0, !isTooFast else { return false }
        return code == 200_621 || message.lowercased().contains("card")
    }

    var outcome: Outcome {
        guard let code, code != 0 || reply.isSuccess else {
            return reply.isSuccess ? reply.unexpected("Feishu's (no code)") : reply.outcomeByStatus
        }
        if isTooFast { return .retry(after: wait, reason: reason(), scope: .sink) }
        return outcome(code)
    }

    private func outcome(_ code: Int64) -> Outcome {
        switch code {
        case 0: .delivered
        case 19_001: refusal("The bot was removed, or its URL is wrong: add one to the group and set url")
        case 19_021: refusal("The bot's protection is a signature: check secret\(clockAdvice)")
        case 19_022: refusal("The bot's protection is a list of addresses: add the one that this service goes out with")
        case 19_024: refusal("The bot's protection is a keyword: set the option keyword to one of its keywords")
        case 9499, 19_002, 19_036: .rejected(reason: reason(), scope: .delivery)
        case _ where refusesCard: .rejected(reason: reason(), scope: .delivery)
        case _ where !reply.isSuccess: reply.outcomeByStatus
        // What nobody knows is tried again: giving up would lose it.
        default: .retry(after: reply.retryAfter, reason: reason(), scope: .delivery)
        }
    }

    /// 9499 is "bad request", too: there the words decide.
    private var isTooFast: Bool {
        code == 11_232 || code == 99_991_400 || code == 9499 && message.lowercased().contains("too many")
    }

    private var wait: Duration {
        let reset = reply.response.value(of: "x-ogw-ratelimit-reset").flatMap { Int64($0) }
        return reply.retryAfter ?? .seconds(min(max(reset ?? 30, 1), 3600))
    }

    /// Signatures are refused when the clocks are an hour apart.
    private var clockAdvice: String {
        guard let skew = reply.clockSkew else { return " and this machine's clock" }
        let seconds = skew.milliseconds / 1000
        guard abs(seconds) >= 60 else { return " (the clocks agree)" }
        return " and the clock: this machine's is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") Feishu's"
    }

    private func refusal(_ advice: String) -> Outcome { .rejected(reason: reason(advice), scope: .sink) }

    private func reason(_ advice: String? = nil) -> String {
        reply.reason(reply.words("code", code.map(String.init) ?? "-", message), advice: advice)
    }
}
