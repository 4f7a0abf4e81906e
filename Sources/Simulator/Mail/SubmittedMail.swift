/// A mail that was handed in at the fake server.
package struct SubmittedMail: Sendable, Equatable {
    package var sender: String
    package var recipients: [String]
    /// Headers and body, without the dots that were put before others.
    package var content: [UInt8]

    package init(sender: String, recipients: [String], content: [UInt8]) {
        (self.sender, self.recipients, self.content) = (sender, recipients, content)
    }
}

/// What becomes of it.
package struct MailAnswer: Sendable, Equatable {
    /// `250 2.0.0 …`
    package var reply: String
    /// Waited before it.
    package var delay: Duration = .zero
    /// The connection is closed in place of it.
    package var hangsUp = false
}
