import BridgeCore
import Crypto

extension TicketKey {
    /// The first half of a SHA-256.
    static func digest(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal
    }
}
