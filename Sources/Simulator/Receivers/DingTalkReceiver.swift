import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A fake of DingTalk's custom robots: `/robot/send?access_token=…`. It answers 200 whatever happens, as DingTalk does.
struct DingTalkReceiver: Receiver {
    static let maximumBody = 20_000

    private let robots: [SimulatedRobot]
    private let limit: DingTalkLimit?
    private var usage: [String: Usage] = [:]
    private var seen = RecentSet<String>(capacity: 10_000)

    /// The messages of the last window, or how long none are taken.
    private enum Usage: Sendable {
        case open([Timestamp])
        case blocked(until: Timestamp)
    }

    init(robots: [SimulatedRobot], limit: DingTalkLimit?) {
        (self.robots, self.limit) = (robots, limit)
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(DingTalkError) {
            let robot = try robot(request)
            let message = try DingTalkMessage(request)
            try verify(request, robot, message, now)
            try admit(robot, now)
            return accept(message, robot)
        } catch {
            return .refused(error.text, error.reply)
        }
    }

    func throttled(wait: Duration?) -> Reply { DingTalkError.tooFast.reply }
    var forbidden: Reply { DingTalkError.signMismatch.reply }

    private func robot(_ request: ReceivedRequest) throws(DingTalkError) -> SimulatedRobot {
        guard request.method == "POST" else { throw .notPost }
        guard let token = request.parameter("access_token"), !token.isEmpty else { throw .missing("access_token") }
        guard let robot = robots.first(where: { $0.accessToken == token }) else { throw .unknownToken }
        return robot
    }

    private func verify(
        _ request: ReceivedRequest, _ robot: SimulatedRobot, _ message: DingTalkMessage, _ now: Timestamp
    ) throws(DingTalkError) {
        if let secret = robot.secret { try verifySign(request, secret, now) }
        guard robot.keywords.isEmpty || robot.keywords.contains(where: { message.content.contains($0) }) else {
            throw .noKeyword
        }
    }

    private func verifySign(_ request: ReceivedRequest, _ secret: String, _ now: Timestamp) throws(DingTalkError) {
        guard let text = request.parameter("timestamp"), let sent = Int64(text) else { throw .invalidTimestamp }
        let moment = Timestamp(milliseconds: sent)
        let distance = max(now.milliseconds, sent).subtractingReportingOverflow(min(now.milliseconds, sent))
        guard !distance.overflow, distance.partialValue <= 3_600_000 else { throw .invalidTimestamp }
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(moment.milliseconds)\n\(secret)".utf8), using: SymmetricKey(data: Array(secret.utf8)))
        guard request.parameter("sign") == Data(code).base64EncodedString() else { throw .signMismatch }
    }

    private mutating func admit(_ robot: SimulatedRobot, _ now: Timestamp) throws(DingTalkError) {
        guard let limit else { return }
        let recent: [Timestamp]
        switch usage[robot.accessToken] ?? .open([]) {
        case .blocked(let until) where now < until: throw .tooFast
        case .blocked: recent = []
        case .open(let times): recent = times.filter { now - $0 < limit.window }
        }
        guard recent.count < limit.messages else {
            usage[robot.accessToken] = .blocked(until: now + limit.penalty)
            throw .tooFast
        }
        usage[robot.accessToken] = .open(recent + [now])
    }

    private mutating func accept(_ message: DingTalkMessage, _ robot: SimulatedRobot) -> Reception {
        let isNew = message.id.map { seen.insert("\(robot.accessToken) \($0)") } ?? true
        let letter = Letter(id: message.id, title: message.title, body: message.body)
        return Reception(
            verdict: .accepted(isNew ? [letter] : [], duplicates: isNew ? 0 : 1),
            reply: .json(200, Array(#"{"errcode":0,"errmsg":"ok"}"#.utf8)))
    }
}
