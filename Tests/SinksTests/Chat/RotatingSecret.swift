import BridgeCore
import HTTPTransport
import Sinks
import Synchronization

/// A file with a secret that somebody replaces while messages wait.
final class RotatingSecret: Sendable {
    private let values: Mutex<[String]>

    init(_ values: [String]) {
        self.values = Mutex(values)
    }

    var read: SecretReader {
        { _, _ in self.values.withLock { Array(($0.first ?? "").utf8) } }
    }

    func rotate() { values.withLock { _ = $0.removeFirst() } }

    func sink(_ chat: String, _ client: any HTTPClient) throws -> any Sink {
        if chat == "slack_api" {
            return try ConversationSink<SlackChannel>(
                .init(
                    connection: HTTPConnection(name: "s", url: .literal("https://slack.com/api")),
                    token: .file("/run/secrets/slack"), channel: "C0SEC"), client: client, file: read, now: { .test })
        }
        let url = "https://open.feishu.cn/open-apis/bot/v2/hook/x"
        return try ConversationSink<FeishuBot>(
            .init(connection: HTTPConnection(name: "f", url: .literal(url)), secret: .file("/run/secrets/feishu")),
            client: client, file: read, now: { .test })
    }
}
