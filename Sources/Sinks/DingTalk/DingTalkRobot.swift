package import BridgeCore
import Crypto
package import HTTPTransport

/// A custom robot in a DingTalk group (<https://open.dingtalk.com/document/robots/custom-robot-access>).
package struct DingTalkRobot: HTTPSinkKind {
    /// What the configuration says about one robot.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// `SEC…`, if the robot is protected by a signature.
        package var secret: Secret?
        /// A word that is put into every message, if the robot is protected by keywords.
        package var keyword: String?
        package var mentions: DingTalkMentions

        package var secrets: [Secret] { secret.map { [$0] } ?? [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), secret: Secret? = nil,
            keyword: String? = nil, mentions: DingTalkMentions = DingTalkMentions()
        ) {
            self.connection = connection
            self.renderer = renderer
            self.secret = secret
            self.keyword = keyword
            self.mentions = mentions
        }
    }

    /// The sink's.
    private let name: String
    private let url: SecretURL
    private let renderer: MessageRenderer
    private let keyword: String?
    private let mentions: DingTalkMentions
    private let signature: DingTalkSignature?
    package let secrets: [String]

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        let secret = try options.secret?.read(file)
        name = options.connection.name
        self.url = url
        renderer = options.renderer
        keyword = options.keyword
        mentions = options.mentions
        signature = secret.map(DingTalkSignature.init)
        secrets = secret.map { [$0] } ?? []
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // DingTalk allows 20 a minute and blocks the robot for ten minutes above that.
        HTTPSinkTraits(type: "dingtalk", rate: RateLimit(limit: 18, per: .seconds(60)), concurrency: 1, isChat: true)
    }

    package func request(
        for deliveries: [Delivery], at now: Timestamp
    ) throws(UnsendableDelivery) -> HTTPRequest {
        let text = DingTalkMarkdown(
            message: renderer.message(for: deliveries), language: renderer.language, mentions: mentions,
            keyword: keyword)
        return HTTPRequest(
            method: .post, url: signedURL(at: now),
            headers: [HTTPHeader(name: "Content-Type", value: "application/json; charset=utf-8")],
            body: text.body(id: key(of: deliveries.first?.id ?? "")))
    }

    /// By which DingTalk recognises a repetition: of this sink alone, so that two of them can tell one robot the same.
    private func key(of id: String) -> String {
        SHA256.hash(data: Array("\(name)\n\(id)".utf8)).prefix(16).hexadecimal
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        guard url.hasValue(of: "access_token") else {
            return SinkObjection(
                "the URL has no access_token", advice: "Copy the robot's whole URL from DingTalk.", isCertain: true)
        }
        guard ["https://oapi.dingtalk.com", "https://oapi.dingtalk.io"].contains(url.origin) else {
            return SinkObjection("\(url.origin) is none of DingTalk's hosts", advice: "Fine for a relay of your own.")
        }
        guard url.path == "/robot/send" else {
            return SinkObjection(
                "the path is not /robot/send", advice: "Copy the robot's whole URL from DingTalk.", isCertain: true)
        }
        guard secrets.allSatisfy({ $0.hasPrefix("SEC") }) else {
            return SinkObjection(
                "the secret does not begin with SEC", advice: "Copy it from the robot's security settings (sign).")
        }
        return nil
    }

    package func verdict(on reply: HTTPReply) -> Verdict { .all(DingTalkAnswer(reply).outcome) }

    private func signedURL(at now: Timestamp) -> String {
        guard let signature else { return url.text }
        return url.text + (url.text.contains("?") ? "&" : "?") + signature.query(at: now)
    }
}
