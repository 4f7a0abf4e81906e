package import BridgeCore
package import HTTPTransport

/// A sink that can show whether it could be reached, without sending it a message.
package protocol ProbedSink: Sink {
    /// - Parameter limit: for connecting, besides the sink's own.
    func probe(by prober: any ConnectionProber, within limit: Duration) async -> SinkProbe
}

/// What can be known of a sink before anything is sent.
package struct SinkProbe: Sendable {
    /// `https://host/***`; `nil` if the URL could not be read.
    package var endpoint: String?
    /// Why the URL or another secret cannot be used; `nil` if all were read.
    package var secrets: SecretError?
    /// What is suspicious about the URL.
    package var objection: SinkObjection?
    /// `nil` if it could not be tried, because the URL or the proxy is not known.
    package var connection: Result<ConnectionReport, HTTPTransportError>?
    /// What the receiver said to whoever came to look, or what it would not do; `nil` if it was not asked, because it takes
    /// nothing but messages.
    package var reception: Result<String, SinkObjection>?
    /// What to do where connecting failed, if this kind of receiver needs other advice than HTTP's.
    package var advice: String?
    /// Whether the configuration names a proxy.
    package var hasProxy = false

    package init() {}
}

/// What is wrong with a sink's URL or secret, in words that tell nothing of them.
package struct SinkObjection: Error, Sendable, Equatable {
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

extension ReceiverSetup {
    func probe(by prober: any ConnectionProber, within limit: Duration) async -> SinkProbe {
        var probe = SinkProbe()
        do { probe.objection = try Prepared<Kind>(options, file).objection } catch { probe.secrets = error }
        let connection = options.connection
        probe.hasProxy = connection.proxy != nil
        // A key that cannot be read says nothing about the way to the receiver.
        guard let url = (try? connection.url.read(file)).flatMap(SecretURL.init) else { return probe }
        probe.endpoint = url.description
        let proxy = try? connection.proxy?.read(file)
        if probe.hasProxy, proxy == nil { return probe }
        probe.connection = await Self.connect(
            to: url, connection.transportOptions(Kind.traits(options), concurrency: 1, proxy: proxy), by: prober,
            within: limit)
        return probe
    }

    private static func connect(
        to url: SecretURL, _ options: HTTPOptions, by prober: any ConnectionProber, within limit: Duration
    ) async -> Result<ConnectionReport, HTTPTransportError> {
        var options = options
        options.connectTimeout = min(options.connectTimeout, limit)
        do {
            return .success(try await prober.connect(to: url.text, options: options))
        } catch {
            return .failure(error)
        }
    }
}
