/// Addresses that were found in foreign data, made fit for messages.
enum WebLink {
    private static let kept = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'*+,;=%".utf8)
    /// The longest that every chat service takes.
    private static let maximumBytes = 2000

    /// `text` with everything percent-encoded that any sink's markup could be broken out with; `nil` if it is no link to
    /// a web page.
    static func safe(_ text: String) -> String? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
        let hex = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte in
            kept.contains(byte) ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
        return bytes.count <= maximumBytes ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
