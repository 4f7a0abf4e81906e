/// Looks whether a server can be reached, without asking it for anything.
package protocol ConnectionProber: Sendable {
    /// Connects as a request to `url` with `options` would (name, proxy, TCP, TLS), and hangs up.
    /// - Throws: ``HTTPTransportError``, in which neither the URL's path nor its query shows.
    func connect(to url: String, options: HTTPOptions) async throws(HTTPTransportError) -> ConnectionReport
}

/// What was seen of a server.
package struct ConnectionReport: Sendable, Equatable {
    /// The IP address that answered: the server's, or that of a proxy on the way.
    package var address: String
    /// Whether an HTTP proxy stands between, and opened a tunnel.
    package var isTunnelled: Bool
    /// When the server's certificate ends, in seconds since 1970; `nil` without TLS, or if libcurl does not tell.
    package var certificateEnd: Int64?
    package var duration: Duration

    package init(address: String, isTunnelled: Bool = false, certificateEnd: Int64? = nil, duration: Duration = .zero) {
        self.address = address
        self.isTunnelled = isTunnelled
        self.certificateEnd = certificateEnd
        self.duration = duration
    }
}
