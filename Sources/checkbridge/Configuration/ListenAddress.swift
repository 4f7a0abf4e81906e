/// Where the HTTP side listens.
struct ListenAddress: Sendable, Equatable {
    /// An IP address or a name; IPv6 without brackets.
    var host: String
    /// 0 takes any free one.
    var port: Int

    static let standard = ListenAddress(host: "127.0.0.1", port: 9652)

    init(host: String, port: Int) {
        (self.host, self.port) = (host, port)
    }

    /// Reads `host:port`, `[ipv6]:port` or `:port`, which listens on every address.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var name = text[..<colon]
        if name.hasPrefix("["), name.hasSuffix("]") {
            name = name.dropFirst().dropLast()
        } else if name.contains(":") {
            return nil
        }
        guard name.wholeMatch(of: /[A-Za-z0-9.:_%\-]*/) != nil else { return nil }
        self.init(host: name.isEmpty ? "0.0.0.0" : String(name), port: Int(port))
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
