import Foundation

/// What an address in the configuration may be.
struct URLRule: Sendable {
    /// `http://` is fine wherever it leads.
    var allowsHTTP: Bool
    /// A host alone is fine and means `https://`.
    var allowsBareHost = false
    /// Path and query are fine.
    var allowsPath = true
    var schemes = ["https", "http"]

    /// What is wrong with the address; `nil` if nothing is. Never a part of it: it may be a secret.
    func objection(to text: String) -> (message: String, hint: String?)? {
        let bare = allowsBareHost && !text.contains("://")
        let address = bare ? "https://\(text)" : text
        guard text.utf8.count <= 2048, !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }),
            let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty
        else { return ("is not a URL", "as in \(schemes[0])://\(allowsPath ? "host/path" : "host:port")") }
        guard schemes.contains(scheme) else { return ("is not a URL of a known kind", schemes.joined(separator: ", ")) }
        if let port = parts.port, !(1...65535).contains(port) { return ("has no valid port", nil) }
        guard parts.fragment == nil else { return ("must not have a fragment", "remove what follows #") }
        if !allowsPath, !["", "/"].contains(parts.path) || parts.query != nil {
            return ("must not have a path", "only \(schemes[0])://host:port")
        }
        guard scheme != "http" || allowsHTTP || Self.isLoopback(host) else {
            return ("http:// would send it in the clear", "use https://, or set allow_http: true")
        }
        return nil
    }

    static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(name) { return true }
        let bytes = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return bytes.count == 4 && bytes[0] == 127 && !bytes.contains(nil)
    }
}
