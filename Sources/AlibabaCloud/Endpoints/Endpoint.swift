import BridgeCore

/// Where a product's API is: scheme, host and port, nothing else.
package struct Endpoint: Sendable, Hashable {
    package enum Scheme: String, Sendable { case https, http }

    package let scheme: Scheme
    /// Host and, unless it is the scheme's own, port: just what libcurl sends as `Host`, which is signed.
    package let authority: String

    init(scheme: Scheme = .https, authority: String) {
        self.scheme = scheme
        self.authority = authority
    }

    /// Reads `host`, `host:port` or a URL of scheme and host; without a scheme it is https. White space around it is
    /// dropped: the vendor's own tables carry a stray tab.
    /// - Returns: `nil` if it is anything else.
    package init?(parsing text: String) {
        let (scheme, rest) = Self.split(text.trimmed.lowercased())
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        guard let scheme, Self.isAuthority(authority) else { return nil }
        let ownPort = scheme == .https ? ":443" : ":80"
        self.init(
            scheme: scheme,
            authority: String(authority.hasSuffix(ownPort) ? authority.dropLast(ownPort.count) : authority))
    }

    package var url: String { "\(scheme.rawValue)://\(authority)" }

    private static func split(_ text: String) -> (Scheme?, Substring) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 ? (Scheme(rawValue: String(parts[0])), parts[1]) : (.https, text[...])
    }

    private static func isAuthority(_ text: Substring) -> Bool {
        !text.isEmpty && !text.hasPrefix(":")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"): true
                case UInt8(ascii: "["), UInt8(ascii: "]"): true
                default: false
                }
            }
    }
}
