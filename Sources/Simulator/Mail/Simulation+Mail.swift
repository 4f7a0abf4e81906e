package import BridgeCore

extension Simulation {
    /// The name of the mail server among the fake sinks.
    package static let mailSink = "email"

    /// Looks at a mail that was handed in.
    package mutating func answer(_ mail: SubmittedMail, at now: Timestamp) -> MailAnswer {
        let fault = takeFault(Self.mailSink, page: nil)
        if let fault, let refusal = Self.refusal(fault) {
            record(.refused(fault.description), Self.mailSink, now)
            return refusal
        }
        var answer = take(mail, at: now)
        switch fault {
        case .slow(let delay)?: answer.delay = delay
        case .resetAfter?: answer.hangsUp = true
        default: break
        }
        return answer
    }

    private mutating func take(_ mail: SubmittedMail, at now: Timestamp) -> MailAnswer {
        do throws(MailReader.Fault) {
            record(.accepted([try MailReader.letter(in: mail.content)]), Self.mailSink, now)
            return MailAnswer(reply: "250 2.0.0 Ok: queued")
        } catch {
            record(.refused(error.reply), Self.mailSink, now)
            return MailAnswer(reply: error.reply)
        }
    }

    private static func refusal(_ fault: Fault) -> MailAnswer? {
        switch fault {
        case .throttle: MailAnswer(reply: "451 4.7.1 Greylisted, please try again later")
        case .forbidden: MailAnswer(reply: "550 5.7.26 Unauthenticated mail from this domain is not accepted")
        case .status(let status, _, let body) where status >= 400:
            MailAnswer(reply: "\(status) \((body ?? "as it was told").onOneLine)")
        case .reset: MailAnswer(reply: "", hangsUp: true)
        case .html: MailAnswer(reply: "<html>")
        case .status, .retired, .expiredToken, .wrongAccount, .slow, .resetAfter, .truncated, .huge, .total, .clamp,
            .repeatLast:
            nil
        }
    }
}
