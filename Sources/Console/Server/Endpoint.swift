/// One thing that can be asked for.
package struct Endpoint: Sendable {
    package var method: ConsoleRequest.Method
    package var path: String
    package var access: Access
    package var answer: @Sendable (ConsoleRequest) async -> Reply

    package init(
        _ method: ConsoleRequest.Method, _ path: String, _ access: Access,
        answer: @escaping @Sendable (ConsoleRequest) async -> Reply
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.answer = answer
    }
}

/// Who may ask.
package enum Access: Sendable {
    /// Everybody.
    case open
    /// Everybody or those who may read, as the configuration says.
    case metrics
    /// Whoever is on this machine or has the token.
    case read
    /// Those who have the token; where there is none, whoever is on this machine.
    case operate
    /// Those who have the token, and nobody without.
    case command
}
