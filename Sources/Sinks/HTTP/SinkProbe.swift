package import BridgeCore
package import HTTPTransport

/// A sink that can show whether it could be reached, without sending it a message.
package protocol ProbedSink: Sink {
    /// - Parameter limit: for connecting, besides the sink's own.
    func probe(by prober: any ConnectionProber, within limit: Duration) async -> SinkProbe
}

/// What can be known of a sink before anything is sent.
package struct SinkProbe: Sendable {
    /// Why the URL or another secret cannot be used; `nil` if all were read.
    package var secrets: SecretError?
    /// What is suspicious about the URL.
    package var objection: SinkObjection?
    /// `nil` if it could not be tried, because the URL is not known.
    package var connection: Result<ConnectionReport, HTTPTransportError>?
    /// Whether the configuration names a proxy.
    package var hasProxy = false

    package init(secrets: SecretError) {
        self.secrets = secrets
    }

    package init(
        objection: SinkObjection?, connection: Result<ConnectionReport, HTTPTransportError>, hasProxy: Bool = false
    ) {
        self.objection = objection
        self.connection = connection
        self.hasProxy = hasProxy
    }
}

/// What is wrong with a sink's URL or secret, in words that tell nothing of them.
package struct SinkObjection: Sendable, Equatable {
    package var text: String
    package var advice: String
    /// Whether it can not work, rather than being unusual.
    package var isCertain: Bool

    package init(_ text: String, advice: String, isCertain: Bool = false) {
        self.text = text
        self.advice = advice
        self.isCertain = isCertain
    }
}

extension HTTPSink: ProbedSink {
    package func probe(by prober: any ConnectionProber, within limit: Duration) async -> SinkProbe {
        let prepared: Prepared
        let proxy: String?
        do {
            prepared = try Prepared(options, file)
            proxy = try options.connection.proxy?.read(file)
        } catch {
            return SinkProbe(secrets: error)
        }
        var transport = options.connection.transportOptions(concurrency: 1, proxy: proxy)
        transport.connectTimeout = min(transport.connectTimeout, limit)
        let connection: Result<ConnectionReport, HTTPTransportError>
        do {
            connection = .success(try await prober.connect(to: prepared.url.text, options: transport))
        } catch {
            connection = .failure(error)
        }
        return SinkProbe(objection: prepared.objection, connection: connection, hasProxy: proxy != nil)
    }
}
