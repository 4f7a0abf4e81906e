import CCurl

extension EasyHandle {
    /// Sets what stays the same for every request to a destination.
    func configure(_ options: HTTPOptions, _ configuration: CurlTransport.Configuration) throws(Failure) {
        try configureProtocol(userAgent: configuration.userAgent)
        try configureWay(options, configuration)
    }

    /// Sets how a destination is reached, whatever is spoken there.
    func configureWay(_ options: HTTPOptions, _ configuration: CurlTransport.Configuration) throws(Failure) {
        try configureConnection(options)
        try configureTrust(options, systemBundle: configuration.certificateBundle)
        try configureProxy(options, systemBundle: configuration.certificateBundle)
    }

    private func configureProtocol(userAgent: String) throws(Failure) {
        try set(CURLOPT_PROTOCOLS_STR, to: "http,https")
        // A signed request, or one with a secret in its URL, must not follow a Location.
        try set(CURLOPT_FOLLOWLOCATION, to: 0)
        try set(CURLOPT_PATH_AS_IS, to: 1)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: 1)
        try set(CURLOPT_USERAGENT, to: userAgent)
        try set(CURLOPT_ACCEPT_ENCODING, to: "gzip")
        // HTTP/2 where TLS negotiates it. A libcurl without it refuses the option and goes on with 1.1.
        try? set(CURLOPT_HTTP_VERSION, to: Int(CURL_HTTP_VERSION_2TLS))
    }

    private func configureConnection(_ options: HTTPOptions) throws(Failure) {
        try set(CURLOPT_NOSIGNAL, to: 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, to: options.connectTimeout.atLeastOneMillisecond)
        try set(CURLOPT_TIMEOUT_MS, to: options.timeout.atLeastOneMillisecond)
        try set(CURLOPT_TCP_NODELAY, to: 1)
        // Without it, ending a transfer whose name is still being looked up waits for the resolver, and with it every other transfer.
        try set(CURLOPT_QUICK_EXIT, to: 1)
        // Where large answers are expected, fewer and larger reads: libcurl's own 16 KiB are as many wake-ups.
        try set(CURLOPT_BUFFERSIZE, to: min(max(16 << 10, options.maxBodyBytes >> 7), 256 << 10))
    }

    /// Verification is libcurl's default; said here so that nobody has to know, and there is no way to turn it off.
    private func configureTrust(_ options: HTTPOptions, systemBundle: String?) throws(Failure) {
        try set(CURLOPT_SSL_VERIFYPEER, to: 1)
        try set(CURLOPT_SSL_VERIFYHOST, to: 2)
        try set(CURLOPT_SSLVERSION, to: Int(CURL_SSLVERSION_TLSv1_2))
        if let bundle = options.caFile ?? systemBundle {
            try set(CURLOPT_CAINFO, to: bundle)
            // Else the system's folder would be trusted besides.
            try set(CURLOPT_CAPATH, to: nil as String?)
        }
        try set(CURLOPT_SSLCERT, to: options.clientCertificateFile)
        try set(CURLOPT_SSLKEY, to: options.clientKeyFile)
    }

    private func configureProxy(_ options: HTTPOptions, systemBundle: String?) throws(Failure) {
        // An empty name, unlike none, keeps libcurl from asking the environment.
        try set(CURLOPT_PROXY, to: options.proxy ?? (options.ignoresEnvironmentProxy ? "" : nil))
        try set(CURLOPT_PROXY_SSLVERSION, to: Int(CURL_SSLVERSION_TLSv1_2))
        if let systemBundle { try set(CURLOPT_PROXY_CAINFO, to: systemBundle) }
    }
}
