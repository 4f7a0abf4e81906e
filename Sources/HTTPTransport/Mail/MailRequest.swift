/// One mail and the envelope that it travels in. It prints as its server only.
package struct MailRequest: Sendable {
    /// What every server takes at least (RFC 5321, 4.5.3.1.8).
    package static let maximumRecipients = 100
    /// Of a line, its end included (RFC 5321, 4.5.3.1.6).
    package static let maximumLine = 1000

    package var server: MailServer
    /// To whom a mail that cannot be delivered goes back. Taken only in the form of ``MailAddress``.
    package var sender: String
    /// In the form of ``MailAddress``; from one to ``maximumRecipients``.
    package var recipients: [String]
    /// Headers and body (RFC 5322): lines that end in CR LF, none longer than ``maximumLine``. A CR or LF by itself is refused:
    /// to some servers it ends a line, and behind it could stand another mail.
    package var message: [UInt8]

    package init(server: MailServer, sender: String, recipients: [String], message: [UInt8]) {
        (self.server, self.sender, self.recipients, self.message) = (server, sender, recipients, message)
    }
}

extension MailRequest {
    /// Why it must not be sent, if so.
    var objection: HTTPTransportError? { fault.map(HTTPTransportError.invalidRequest) ?? server.objection }

    private var fault: String? {
        guard (1...Self.maximumRecipients).contains(recipients.count) else {
            return "a mail has from 1 to \(Self.maximumRecipients) recipients"
        }
        guard ([sender] + recipients).allSatisfy({ MailAddress($0) != nil }) else {
            return "the sender or a recipient is no address of the form local@domain"
        }
        return Self.hasProperLines(message) ? nil : "a line of the mail is too long, or does not end in CR LF"
    }

    private static func hasProperLines(_ message: [UInt8]) -> Bool {
        var length = 0
        var last: UInt8 = 0
        for byte in message {
            length += 1
            if length > maximumLine || (byte == 0x0A) != (last == 0x0D) { return false }
            if byte == 0x0A { length = 0 }
            last = byte
        }
        return length == 0 && !message.isEmpty
    }
}

extension MailRequest: CustomStringConvertible, CustomReflectable {
    package var description: String { "mail to \(server)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
