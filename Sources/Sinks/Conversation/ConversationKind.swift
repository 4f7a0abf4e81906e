package import BridgeCore
package import HTTPTransport

/// A type of receiver to which telling one thing takes several requests: to look for a ticket, to make or change it, to
/// remember its key. What it does is a function of what it is told and answered. Everything else is the same for all and
/// stands in ``ConversationSink``.
package protocol ConversationKind: ReceiverKind {
    /// - Throws: ``Interruption`` where an answer was missing or no success.
    func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome

    /// Tells again what the receiver would forget, see ``Sink/renew(_:)``.
    func renew(_ memories: [String], over talk: Conversation) async throws(Interruption)

    /// What a receiver that knows of nothing yet answers to a question, for showing what would be sent; `nil` if the
    /// request is none, but changes something.
    func blankAnswer(to request: HTTPRequest) -> HTTPResponse?
}

extension ConversationKind {
    package func renew(_ memories: [String], over talk: Conversation) async throws(Interruption) {}
}
