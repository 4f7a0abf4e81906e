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
            let (made, traits) = try make(sink)
            return Deliverer.Destination(sink: made, traits: traits, retry: retry)
        } catch {
            throw WiringError("sink \(sink.name): \(error)")
        }
    }

    private func make(_ sink: SinkConfiguration) throws -> (any Sink, SinkTraits) {
        switch sink.kind {
        case .slack(let url):
            let options = SlackWebhook.Options(connection: connection(sink, url), renderer: sink.renderer)
            return pair(try HTTPSink<SlackWebhook>(options, client: http, file: SecretFile.read, now: now))
        case .dingtalk(let robot):
            let options = DingTalkRobot.Options(
                connection: connection(sink, robot.url), renderer: sink.renderer,
                secret: robot.secret, keyword: robot.keyword,
                mentions: DingTalkMentions(mobiles: robot.atMobiles, userIDs: robot.atUserIDs))
            return pair(try HTTPSink<DingTalkRobot>(options, client: http, file: SecretFile.read, now: now))
        case .webhook(let hook):
            let options = Webhook.Options(
                connection: connection(sink, hook.url), format: hook.format.sinkFormat,
                method: hook.method.sinkMethod, secrets: hook.secrets)
            return pair(try HTTPSink<Webhook>(options, client: http, file: SecretFile.read, now: now))
        case .stdout:
            let output = StandardOutput(name: sink.name, output: DescriptorOutput(descriptor: 1))
            return (output, output.traits)
        }
    }

    private func pair<Kind>(_ sink: HTTPSink<Kind>) -> (any Sink, SinkTraits) {
        (sink, sink.traits)
    }

    private func connection(_ sink: SinkConfiguration, _ url: Secret) -> HTTPConnection {
        let connection = sink.connection
        return HTTPConnection(
            name: sink.name, url: url, timeout: connection.timeout, concurrency: sink.concurrency,
            rate: sink.rate, headers: connection.headers.map { .init(name: $0.name, value: $0.value) },
            proxy: connection.proxy, caFile: connection.tls.caFile,
            clientCertificateFile: connection.tls.clientCertificateFile, clientKeyFile: connection.tls.clientKeyFile,
            egress: egress)
    }
}

extension SinkConfiguration {
    fileprivate var renderer: MessageRenderer {
        MessageRenderer(language: language ?? .english, zone: zone ?? .utc)
    }
}

extension SinkConfiguration.Format {
    fileprivate var sinkFormat: Webhook.Format {
        switch self {
        case .cloudevents: .structured
        case .cloudeventsBinary: .binary
        case .cloudeventsBatch: .batch
        }
    }
}

extension SinkConfiguration.Method {
    fileprivate var sinkMethod: Webhook.Method {
        switch self {
        case .post: .post
        case .put: .put
        case .patch: .patch
        }
    }
}
