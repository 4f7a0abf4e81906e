import BridgeCore
import HTTPTransport

/// What EventBridge says of a batch: `{"FailedEntryCount", "EntryList": [{"EventId"} or {"ErrorCode", "ErrorMessage"}]}`
/// with status 200, whatever became of its events; `{"code", "message"}` with any other
/// (<https://www.alibabacloud.com/help/en/eventbridge/error-codes>).
struct EventBridgeAnswer {
    private let reply: HTTPReply
    private let body: JSONValue?

    init(_ reply: HTTPReply) {
        self.reply = reply
        body = reply.object
    }

    var verdict: Verdict {
        guard reply.isSuccess else { return refusal }
        guard let failed = body?["FailedEntryCount"]?.integer else {
            return .all(reply.unexpected("EventBridge's (no FailedEntryCount)"))
        }
        let outcomes = (body?["EntryList"]?.array ?? []).map(outcome)
        guard outcomes.contains(where: { $0 != .delivered }) else {
            return .all(
                failed == 0 ? .delivered : reply.unexpected("EventBridge's (it counts failures, but names none)"))
        }
        return .each(outcomes)
    }

    // MARK: One event

    private func outcome(_ entry: JSONValue) -> Outcome {
        let id = entry["EventId"]?.text ?? ""
        guard let code = entry["ErrorCode"]?.text, !code.isEmpty else {
            return id.isEmpty ? .retry(reason: reply.reason("an entry has neither EventId nor ErrorCode")) : .delivered
        }
        let words = reply.words("ErrorCode", reply.redacted(code), entry["ErrorMessage"]?.text ?? "")
        if let advice = Self.advice(on: code) { return reply.refusal(words, advice: advice) }
        // What nobody knows is tried again: giving up would lose it.
        return Self.isAboutTheEvent(code)
            ? .rejected(reason: reply.reason(words)) : .retry(after: reply.retryAfter, reason: reply.reason(words))
    }

    private static func isAboutTheEvent(_ code: String) -> Bool {
        ["Invalid", "Illegal", "Malformed", "TooLarge", "SizeExceed", "OutOfLimit"].contains { code.contains($0) }
    }

    // MARK: The whole batch

    private var refusal: Verdict {
        guard case .rejected = reply.outcomeByStatus, let code = (body?["code"] ?? body?["Code"])?.text else {
            return byStatus(reply.outcomeByStatus)
        }
        let words = reply.words("code", reply.redacted(code), (body?["message"] ?? body?["Message"])?.text ?? "")
        if let advice = Self.advice(on: code) { return .all(reply.refusal(words, advice: clockAdvice ?? advice)) }
        return [400, 413, 422].contains(reply.response.status)
            ? .split(.rejected(reason: reply.reason(words)))
            : .all(reply.refusal(words, advice: clockAdvice ?? "Check url, bus and keys of this sink"))
    }

    /// A batch may be refused because of one event in it.
    private func byStatus(_ outcome: Outcome) -> Verdict {
        [400, 413, 422].contains(reply.response.status) ? .split(outcome) : .all(outcome)
    }

    private var clockAdvice: String? {
        guard let skew = reply.clockSkew, skew > .seconds(900) || skew < .seconds(-900) else { return nil }
        return "This machine's clock is \(skew.milliseconds / 1000) s ahead of EventBridge's, and signatures are dated"
    }

    /// `nil` where the sink is not to blame.
    private static func advice(on code: String) -> String? {
        switch code {
        case "InvalidAccessKeyId", "InvalidStsAccessKeyId", "AccountIdNotExist", "ParentAccountNotExist":
            "There is no such key in that account: check access_key_id and the account in url"
        case "SignatureDoesNotMatch": "Check access_key_secret, and that no proxy changes headers or path"
        case "StsAccessIdExpired", "SecurityTokenInvalid":
            "The temporary key ran out: put a new one and its token into the files of this sink"
        case "ServiceAccessDenied": "Activate EventBridge for that account"
        case let code where code.hasPrefix("AccessDenied") || code == "Forbidden":
            "Allow eventbridge:PutEvents on the bus for this key"
        case let code where code.contains("EventBus"): "Check bus, and the region in url"
        default: nil
        }
    }
}
