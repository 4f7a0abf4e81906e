import Bridge
import BridgeCore
import HTTPTransport
import Sinks

/// Makes sinks out of what the configuration says.
struct SinkFactory {
    let http: any HTTPClient
    let egress: EgressPolicy
    let now: @Sendable () -> Timestamp

    func destination(_ sink: SinkConfiguration) throws(WiringError) -> Deliverer.Destination {
        var retry = BridgeCore.RetryPolicy()
        retry.maximumAge = sink.maxAge
        do {
            let (made, traits) = try sink.settings.make(SinkParts(sink, http: http, egress: egress, now: now))
            return Deliverer.Destination(sink: made, traits: traits, retry: retry, fallback: sink.fallback)
        } catch {
            throw WiringError("sink \(sink.name): \(error)")
        }
    }
}

/// What a sink is made of besides the keys of its type.
struct SinkParts: Sendable {
    let configuration: SinkConfiguration
    private let client: any HTTPClient
    private let egress: EgressPolicy
    private let now: @Sendable () -> Timestamp

    init(
        _ configuration: SinkConfiguration, http client: any HTTPClient, egress: EgressPolicy,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.configuration = configuration
        self.client = client
        self.egress = egress
        self.now = now
    }

    var renderer: MessageRenderer {
        MessageRenderer(language: configuration.language ?? .english, zone: configuration.zone ?? .utc)
    }

    func connection(_ url: Secret) -> HTTPConnection {
        let connection = configuration.connection
        return HTTPConnection(
            name: configuration.name, url: url, timeout: connection.timeout, concurrency: configuration.concurrency,
            rate: configuration.rate, headers: connection.headers.map { .init(name: $0.name, value: $0.value) },
            proxy: connection.proxy, caFile: connection.tls.caFile,
            clientCertificateFile: connection.tls.clientCertificateFile, clientKeyFile: connection.tls.clientKeyFile,
            egress: egress)
    }

    /// A sink to which a delivery is one request.
    func http<Kind: HTTPSinkKind>(_: Kind.Type, _ options: Kind.Options) throws -> (any Sink, SinkTraits) {
        let sink = try HTTPSink<Kind>(options, client: client, file: SecretFile.read, now: now)
        return (sink, sink.traits)
    }

    /// A sink that sends mails, over a connection of its own.
    func mail(_ options: EmailSink.Options) throws -> (any Sink, SinkTraits) {
        let mailer = try CurlMailer(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let sink = try EmailSink(options, client: mailer, file: SecretFile.read, now: now)
        return (sink, sink.traits)
    }

    /// A sink to which a delivery is a conversation.
    func conversation<Kind: ConversationKind>(
        _: Kind.Type, _ options: Kind.Options
    ) throws -> (any Sink, SinkTraits) {
        let sink = try ConversationSink<Kind>(
            options, client: client, file: SecretFile.read, since: now(), now: now)
        return (sink, sink.traits)
    }
}
