extension CurlTransport {
    /// Limits of the whole transport.
    package struct Configuration: Sendable {
        /// Open connections, idle ones included.
        package var maxConnectionsTotal: Int
        /// Transfers at once; what is beyond waits its turn.
        package var maxConcurrentTransfers: Int
        /// Requests waiting for a turn; what is beyond fails as `.queueFull`.
        package var maxQueuedRequests: Int
        /// Sent unless a request has its own `User-Agent`.
        package var userAgent: String
        /// PEM file for requests without a `caFile`; nil: whatever libcurl was built with.
        package var certificateBundle: String?

        package init(
            userAgent: String,
            maxConnectionsTotal: Int = 256,
            maxConcurrentTransfers: Int = 256,
            maxQueuedRequests: Int = 100_000,
            certificateBundle: String? = CertificateBundle.system()
        ) {
            self.userAgent = userAgent
            self.maxConnectionsTotal = maxConnectionsTotal
            self.maxConcurrentTransfers = maxConcurrentTransfers
            self.maxQueuedRequests = maxQueuedRequests
            self.certificateBundle = certificateBundle
        }
    }
}
