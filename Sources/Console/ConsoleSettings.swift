package import BridgeCore

/// Where the console listens, and for whom.
package struct ConsoleSettings: Sendable {
    /// An IP address or a name; IPv6 without brackets.
    package var host: String
    /// 0 takes any that is free.
    package var port: Int
    /// What others than this machine's own users must show.
    package var token: Secret?
    /// Whether the metrics are for everybody.
    package var opensMetrics: Bool

    package init(host: String, port: Int, token: Secret? = nil, opensMetrics: Bool = false) {
        self.host = host
        self.port = port
        self.token = token
        self.opensMetrics = opensMetrics
    }

    /// Whether only this machine can reach it.
    package var isLoopback: Bool { Self.isLoopback(host) }

    /// Whether the host, a name or an address without brackets, always is this machine.
    package static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" { return true }
        let bytes = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return bytes.count == 4 && bytes[0] == 127 && !bytes.contains(nil)
    }
}
