import BridgeCore

extension FaultRule {
    /// What cannot be read of a rule's JSON, in words for the person who wrote it.
    struct Unreadable: Error {
        var reason: String
    }

    /// Reads `{"action": "DescribeAclCheck", "fault": "throttle", "times": 2, …}`.
    init(_ json: JSONValue) throws(Unreadable) {
        guard let target = json["action"]?.string ?? json["target"]?.string, !target.isEmpty else {
            throw Unreadable(reason: "\"action\" must name an API action, a sink or *")
        }
        self.init(
            target, try Fault(json), page: json.count("page"), after: json.count("after") ?? 0,
            times: json.count("times") ?? 1)
        guard times > 0 else { throw Unreadable(reason: "\"times\" must be at least 1") }
    }
}

extension Fault {
    /// The words that `"fault"` may be.
    private static let words =
        "throttle, status, forbidden, retired, expired_token, wrong_account, slow, reset, reset_after, truncated, html, "
        + "huge, total, clamp, repeat_last"

    init(_ json: JSONValue) throws(FaultRule.Unreadable) {
        switch json["fault"]?.string {
        case "throttle": self = .throttle(wait: json.wait)
        case "status": self = .status(json.status, wait: json.wait, body: json["body"]?.string)
        case "forbidden": self = .forbidden
        case "retired": self = .retired
        case "expired_token": self = .expiredToken
        case "wrong_account": self = .wrongAccount
        case "slow": self = .slow(.milliseconds(json.count("delay_ms") ?? 5000))
        case "reset": self = .reset
        case "reset_after": self = .resetAfter
        case "truncated": self = .truncated
        case "html": self = .html
        case "huge": self = .huge(bytes: json.count("bytes") ?? 64 << 20)
        case "total": self = .total(off: json["by"]?.integer.flatMap { Int(exactly: $0) } ?? 1)
        case "clamp": self = .clamp(size: json.count("size") ?? 10)
        case "repeat_last": self = .repeatLast
        default: throw FaultRule.Unreadable(reason: "\"fault\" must be one of \(Self.words)")
        }
    }
}

extension JSONValue {
    /// A whole number that is not negative and sane.
    fileprivate func count(_ name: String) -> Int? {
        self[name]?.integer.flatMap { (0...1_000_000_000).contains($0) ? Int($0) : nil }
    }

    fileprivate var wait: Duration? { count("retry_after_ms").map { .milliseconds($0) } }

    /// Between 200 and 599, which is what a server can say.
    fileprivate var status: Int {
        count("status").flatMap { (200...599).contains($0) ? $0 : nil } ?? 503
    }
}
