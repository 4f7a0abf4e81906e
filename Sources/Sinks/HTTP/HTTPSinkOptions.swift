package import BridgeCore
package import HTTPTransport

/// What the configuration says about one HTTP sink, besides what is particular to its type.
package struct HTTPConnection: Sendable {
    /// The name in the configuration.
    package var name: String
    package var url: Secret
    /// Of one attempt, from connecting to the last byte of the answer.
    package var timeout: Duration
    /// How many requests may be under way at once, each on a connection of its own; `nil` for the type's default.
    package var concurrency: Int?
    /// `nil` for the type's default.
    package var rate: RateLimit?
    /// Sent along with every request, in place of ours of the same name.
    package var headers: [Header]
    /// `nil` for what the environment says.
    package var proxy: Secret?
    package var caFile: String?
    package var clientCertificateFile: String?
    package var clientKeyFile: String?
    /// Which addresses may be connected to.
    package var egress: EgressPolicy

    /// Its value may be a key or a password, and is treated as one.
    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: Secret

        package init(name: String, value: Secret) {
            self.name = name
            self.value = value
        }
    }

    package init(
        name: String, url: Secret, timeout: Duration = .seconds(10), concurrency: Int? = nil,
        rate: RateLimit? = nil, headers: [Header] = [], proxy: Secret? = nil, caFile: String? = nil,
        clientCertificateFile: String? = nil, clientKeyFile: String? = nil,
        egress: EgressPolicy = EgressPolicy()
    ) {
        self.name = name
        self.url = url
        self.timeout = timeout
        self.concurrency = concurrency
        self.rate = rate
        self.headers = headers
        self.proxy = proxy
        self.caFile = caFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.egress = egress
    }
}

extension HTTPConnection {
    /// Whether anything is in a file, so that it may change while the service runs.
    var hasSecretFiles: Bool { ([url] + [proxy].compactMap { $0 } + headers.map(\.value)).contains(where: \.isFile) }

    func transportOptions(_ kind: HTTPSinkTraits, concurrency: Int, proxy: String?) -> HTTPOptions {
        var options = HTTPOptions()
        options.timeout = timeout
        options.connectTimeout = min(timeout, options.connectTimeout)
        options.maxBodyBytes = kind.maximumAnswer
        options.maxConnections = concurrency
        options.proxy = proxy
        options.caFile = caFile
        options.clientCertificateFile = clientCertificateFile
        options.clientKeyFile = clientKeyFile
        options.egress = egress
        return options
    }
}

extension HTTPConnection: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "HTTP sink \(name)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What the configuration says about one sink of a certain type.
package protocol HTTPSinkOptions: Sendable {
    var connection: HTTPConnection { get }
    /// The secrets besides the URL, so that it is known whether they may change while the service runs.
    var secrets: [Secret] { get }
}
