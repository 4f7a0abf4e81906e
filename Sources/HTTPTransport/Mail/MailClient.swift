/// Hands mails in at a server.
package protocol MailClient: Sendable {
    /// - Returns: what the server said, taken or refused.
    /// - Throws: ``HTTPTransportError`` where no reply decided it. The server may have the mail all the same, unless the
    ///   error says that nothing was sent.
    func send(_ mail: MailRequest) async throws(HTTPTransportError) -> MailReply

    /// Connects, encrypts and signs in as for a mail, and hangs up: nothing is sent.
    func greet(_ server: MailServer) async throws(HTTPTransportError) -> MailGreeting
}
