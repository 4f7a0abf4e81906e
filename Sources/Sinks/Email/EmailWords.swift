import BridgeCore
import HTTPTransport

/// What a mail server's replies mean, and how they are told without a secret.
struct EmailWords: Sendable {
    private let endpoint: String
    private let redactor: Redactor

    init(endpoint: String, secrets: [String]) {
        self.endpoint = endpoint
        redactor = Redactor(secrets: secrets)
    }

    /// What became of a mail that was said to `recipients`: those that still waited for it.
    func read(
        _ reply: MailReply, to id: String, _ recipients: [String], _ progress: inout EmailProgress
    ) -> (Outcome, remark: String?) {
        let passing = reply.refused.filter(\.isPassing)
        guard reply.isTaken || (progress.hasAny(id) && reply.step == .recipients) else {
            return (outcome(of: reply), nil)
        }
        let lost = reply.refused.filter { !$0.isPassing }
        let remark = lost.isEmpty ? nil : told(lost, "did not get it, and others did", advice: "Check to")
        guard !passing.isEmpty else {
            progress.forget(id)
            return (.delivered, remark)
        }
        progress.note(recipients.filter { who in !passing.contains { $0.recipient == who } }, id)
        return (.retry(reason: told(passing, "must wait for it, and others have it")), remark)
    }

    /// What it means that no reply decided it.
    func outcome(of error: HTTPTransportError) -> Outcome {
        let advice = error.advice ?? error.mailAdvice
        let words = redactor.redact("\(error)\(advice.map { ". \($0)" } ?? "")")
        return error.outcome(reason: "\(endpoint): \(words)".fitted(to: Redactor.maximumBytes, in: .utf8))
    }

    func objection(_ reply: MailReply) -> SinkObjection {
        SinkObjection(reason(reply), advice: "\(meaning(of: reply).advice ?? "Ask whoever runs the server").")
    }

    /// What a refusal of the whole mail means.
    func outcome(of reply: MailReply) -> Outcome {
        switch meaning(of: reply) {
        case .passing(let scope): .retry(reason: reason(reply), scope: scope)
        case .message: .rejected(reason: reason(reply))
        case .configuration(let advice): .rejected(reason: reason(reply, advice: advice), scope: .sink)
        }
    }

    private enum Meaning {
        case passing(Outcome.Scope)
        /// The server does not take this mail; others it may.
        case message
        case configuration(advice: String)

        var advice: String? { if case .configuration(let advice) = self { advice } else { nil } }
    }

    private func meaning(of reply: MailReply) -> Meaning {
        if reply.code / 100 == 4 { return .passing(reply.step == .content && reply.code != 421 ? .delivery : .sink) }
        // What SMTP does not know of; a proxy that says 200 to everything.
        if reply.step != .login, reply.code / 100 != 5 { return .passing(.sink) }
        if reply.step == .login || reply.asksForLogin {
            return .configuration(advice: "Check user and password; many services want a password made for programs")
        }
        switch reply.step {
        case .greeting, .login: return .configuration(advice: "It does not talk to this machine: check url and helo")
        case .encryption: return .configuration(advice: "It refuses to begin TLS: take its port with TLS, by smtps://")
        case .sender where reply.code == 552: return .message
        case .sender: return .configuration(advice: "It takes no mail from this sender: check from and user")
        case .recipients where reply.refused.contains(where: \.isPassing): return .passing(.sink)
        case .recipients: return .configuration(advice: "It takes mail for none of the recipients: check to")
        case .content where reply.doubtsSender:
            return .configuration(advice: "It does not believe the sender: see to SPF, DKIM and DMARC of its domain")
        case .content: return .message
        }
    }

    /// `550 from smtp://host: <words>. <advice>`, at most 500 bytes.
    private func reason(_ reply: MailReply, advice: String? = nil) -> String {
        let code = reply.code == 0 ? "no login" : "\(reply.code)"
        let tail = advice.map { ". \($0)" } ?? ""
        return fitted("\(code) from \(endpoint) (\(reply.step.words)): \(redactor.redact(reply.text))", tail)
    }

    private func told(_ refusals: [MailReply.Refusal], _ what: String, advice: String? = nil) -> String {
        let each = refusals.prefix(5).map { "\($0.recipient) (\($0.code) \(redactor.redact($0.text)))" }
        let more = refusals.count > 5 ? " and \(refusals.count - 5) more" : ""
        return fitted(
            "\(endpoint): \(each.joined(separator: ", "))\(more)", " \(what)\(advice.map { ". \($0)" } ?? "")")
    }

    private func fitted(_ text: String, _ tail: String) -> String {
        text.fitted(to: max(0, Redactor.maximumBytes - tail.utf8.count), in: .utf8) + tail
    }
}

extension MailReply.Refusal {
    /// Greylisted, or a mailbox that is busy or full for now.
    fileprivate var isPassing: Bool { code / 100 == 4 }
}

extension MailReply {
    /// Of RFC 4954 and RFC 3463, X.7.8 and X.7.9.
    fileprivate var asksForLogin: Bool {
        [530, 534, 535, 538].contains(code) || text.prefixMatch(of: /5\.7\.[89](?!\d)/) != nil
    }

    /// What RFC 7372 has for senders whose domain does not vouch for them.
    fileprivate var doubtsSender: Bool { text.prefixMatch(of: /5\.7\.2\d(?!\d)/) != nil }
}

extension MailReply.Step {
    /// At what it was said.
    fileprivate var words: String {
        switch self {
        case .greeting: "greeting"
        case .encryption: "STARTTLS"
        case .login: "login"
        case .sender: "sender"
        case .recipients: "recipients"
        case .content: "message"
        }
    }
}

extension HTTPTransportError {
    /// What to do, where SMTP has its own reasons.
    var mailAdvice: String? {
        switch self {
        case .tls:
            "If the server speaks TLS at once (port 465), write smtps:// in url; its authority may be tls.ca_file"
        case .timeout(connecting: true): "If the server speaks TLS at once (port 465), write smtps:// in url"
        default: nil
        }
    }
}
