import BridgeCore

extension Language {
    /// What a new ticket says of the closed one before it.
    func follows(_ ticket: String) -> String { self == .chinese ? "接续 \(ticket)。" : "Follows \(ticket)." }
}
