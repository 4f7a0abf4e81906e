/// What belongs to a destination rather than to one request. Requests with equal options share handles, so keep one value per destination.
package struct HTTPOptions: Sendable, Hashable {
    /// Until name resolution, TCP and TLS are done. At least a millisecond.
    package var connectTimeout: Duration
    /// Of the whole transfer, from its start on the wire (time spent waiting for a free slot is not counted) to the last byte.
    package var timeout: Duration
    /// The largest response body accepted, counted after decompression.
    package var maxBodyBytes: Int
    /// At most so many transfers at once among the requests with these options; nil: only the transport's own limits.
    package var maxConnections: Int?
    /// A proxy's URL as libcurl takes it; may hold a password. Nil: what `http_proxy` and its kin say.
    package var proxy: String?
    /// PEM file with the only authorities to trust; nil: the system's.
    package var caFile: String?
    /// PEM file with a client certificate.
    package var clientCertificateFile: String?
    /// PEM file with that certificate's key, where it is not in the same file.
    package var clientKeyFile: String?
    /// True for what must never go through a proxy, such as a cloud's metadata endpoint. `proxy`, if set, still counts.
    package var ignoresEnvironmentProxy: Bool
    /// Which addresses may be connected to, the proxy's included; nil: any. What a proxy connects to is not known here, but
    /// for an address that the URL itself names.
    package var egress: EgressPolicy?

    package init(
        connectTimeout: Duration = .seconds(5),
        timeout: Duration = .seconds(10),
        maxBodyBytes: Int = 1 << 20,
        maxConnections: Int? = nil,
        proxy: String? = nil,
        caFile: String? = nil,
        clientCertificateFile: String? = nil,
        clientKeyFile: String? = nil,
        ignoresEnvironmentProxy: Bool = false,
        egress: EgressPolicy? = nil
    ) {
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maxBodyBytes = maxBodyBytes
        self.maxConnections = maxConnections
        self.proxy = proxy
        self.caFile = caFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.ignoresEnvironmentProxy = ignoresEnvironmentProxy
        self.egress = egress
    }
}

extension HTTPOptions {
    /// Where the URL names an address that must not be connected to: no proxy is to connect to it either.
    func refusal(of url: String) -> EgressRefusal? {
        guard let egress, let address = IPAddress(writtenIn: url),
            case .refused(let reason) = egress.verdict(on: address)
        else { return nil }
        return EgressRefusal(address: "\(address)", reason: reason, isWritten: true)
    }
}

extension HTTPOptions: CustomStringConvertible, CustomReflectable {
    package var description: String {
        "HTTPOptions(timeout: \(timeout), proxy: \(proxy == nil ? "none" : "<redacted>"))"
    }
    package var customMirror: Mirror { Mirror(self, children: ["timeout": timeout]) }
}

extension Duration {
    /// Whole milliseconds, never 0: libcurl takes 0 for "no limit".
    var atLeastOneMillisecond: Int {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow, product < Int64(Int32.max) else { return Int(Int32.max) }
        return max(1, Int(product + attoseconds / 1_000_000_000_000_000))
    }
}
