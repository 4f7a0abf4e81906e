/// What a server said to a mail: the reply that decided what became of it. A refusal is an answer, not an error.
package struct MailReply: Sendable, Equatable {
    /// What was being said when the deciding reply came.
    package enum Step: Sendable, Equatable {
        /// Before anything else: the server's greeting and ours.
        case greeting
        /// STARTTLS.
        case encryption
        case login
        /// MAIL FROM.
        case sender
        /// RCPT TO: it took none of them.
        case recipients
        /// DATA, and the mail itself.
        case content
    }

    package var step: Step
    /// As in RFC 5321, 4.2; 0: none, because the server offers nothing to go on with.
    package var code: Int
    /// The server's words without the code, its lines joined. It may echo what it was told, secrets included.
    package var text: String
    /// The recipients that it would not take; if it took the mail, all others have it.
    package var refused: [Refusal]

    /// What was said to one recipient.
    package struct Refusal: Sendable, Equatable {
        package var recipient: String
        package var code: Int
        package var text: String

        package init(recipient: String, code: Int, text: String) {
            (self.recipient, self.code, self.text) = (recipient, code, text)
        }
    }

    package init(step: Step, code: Int, text: String, refused: [Refusal] = []) {
        (self.step, self.code, self.text, self.refused) = (step, code, text, refused)
    }

    /// Whether the server has taken over the mail.
    package var isTaken: Bool { step == .content && code / 100 == 2 }
}

/// What was seen of a mail server by whoever came to look.
package struct MailGreeting: Sendable, Equatable {
    package var connection: ConnectionReport
    /// What it would not do: speak with us, begin TLS, take the login. `nil`: it would take a mail now.
    package var refusal: MailReply?

    package init(connection: ConnectionReport, refusal: MailReply? = nil) {
        (self.connection, self.refusal) = (connection, refusal)
    }
}
