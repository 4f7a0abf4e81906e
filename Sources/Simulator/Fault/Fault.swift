import BridgeCore

/// Something that goes wrong on purpose.
package enum Fault: Sendable, Equatable {
    /// Too many requests, each service in its own way; `wait` is what it says to wait.
    case throttle(wait: Duration? = nil)
    /// This status, with the service's own kind of body unless one is given.
    case status(Int, wait: Duration? = nil, body: String? = nil)
    /// Not allowed, each service in its own way.
    case forbidden
    /// The API is gone: the vendor does not know the action any more.
    case retired
    /// Temporary keys have expired: those that come with a request, or those that are handed out.
    case expiredToken
    /// The call is answered in the name of another account than the caller's.
    case wrongAccount
    /// Answers, but only after this long.
    case slow(Duration)
    /// The connection is closed in the middle of the answer; a sink has not taken the message.
    case reset
    /// The same, but a sink has taken the message.
    case resetAfter
    /// Half of the JSON, with a content length to match.
    case truncated
    /// 200, and a page of HTML.
    case html
    /// The answer, and blanks up to so many bytes.
    case huge(bytes: Int)
    /// `TotalCount` off by so many.
    case total(off: Int)
    /// Pages no larger than this.
    case clamp(size: Int)
    /// The last page again where an empty one should be.
    case repeatLast

    static let maximumBytes = 256 << 20

    /// What it does to a page.
    var quirk: Page.Quirk {
        switch self {
        case .total(let off): .total(off: off)
        case .clamp(let size): .clamped(size)
        case .repeatLast: .repeatsLast
        case .throttle, .status, .forbidden, .retired, .expiredToken, .wrongAccount, .slow, .reset, .resetAfter,
            .truncated, .html, .huge:
            .none
        }
    }

    /// What it makes of an answer that is otherwise right.
    func shape(_ reply: Reply) -> Reply {
        var reply = reply
        switch self {
        case .slow(let delay): reply.delay = delay
        case .reset, .resetAfter: reply.ending = .brokenOff
        case .truncated: reply.body.removeLast(reply.body.count / 2)
        case .huge(let bytes): reply.ending = .padded(to: min(bytes, Self.maximumBytes))
        case .throttle, .status, .forbidden, .retired, .expiredToken, .wrongAccount, .html, .total, .clamp,
            .repeatLast:
            break
        }
        return reply
    }
}

extension Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .throttle: "throttled"
        case .status(let status, _, _): "status \(status)"
        case .forbidden: "forbidden"
        case .retired: "the API is gone"
        case .expiredToken: "temporary keys have expired"
        case .wrongAccount: "another account answers"
        case .slow(let delay): "slow by \(delay.milliseconds) ms"
        case .reset: "connection reset"
        case .resetAfter: "connection reset after the message was taken"
        case .truncated: "truncated JSON"
        case .html: "HTML instead of JSON"
        case .huge(let bytes): "an answer of \(bytes) bytes"
        case .total(let off): "TotalCount off by \(off)"
        case .clamp(let size): "pages clamped to \(size)"
        case .repeatLast: "last page repeated"
        }
    }
}
