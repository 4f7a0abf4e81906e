import BridgeCore
import Sinks

struct WebhookSettings: SinkSettings, Equatable {
    static let word = "webhook"
    var url: Secret
    /// The keys of the signatures, the newest first; a file may hold several, one to a line.
    var secrets: [Secret]
    var format: Format
    var method: Method

    /// How an event becomes a request.
    enum Format: String, Sendable, CaseIterable {
        case cloudevents
        case cloudeventsBinary = "cloudevents-binary"
        case cloudeventsBatch = "cloudevents-batch"
    }

    enum Method: String, Sendable, CaseIterable { case post = "POST", put = "PUT", patch = "PATCH" }

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "Where to send")
        secrets = section.signingSecrets()
        format = section.value("format", .word, default: .cloudevents, "How an event becomes a request")
        method = section.value("method", .word, default: .post, "The method of the request")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            Webhook.self,
            .init(
                connection: parts.connection(url), format: format.sinkFormat, method: method.sinkMethod,
                secrets: secrets))
    }
}

extension Section {
    fileprivate mutating func signingSecrets() -> [Secret] {
        let one = optionalSecret("secret", .signingKey, "The key of the signature, whsec_ and base64")
        let several = optional("secrets", .list(of: .signingKey, count: 1...10), "Keys side by side, the newest first")
        let file = optional(
            "secrets_file", .file, "A file with one key to a line, the newest first, read whenever it is needed")
        for single in ["secret", "secret_file"] {
            for list in ["secrets", "secrets_file"] { exclude([single, list], required: false) }
        }
        exclude(["secrets", "secrets_file"], required: false)
        return one.map { [$0] } ?? several ?? file.map { [$0] } ?? []
    }
}

extension Shape where Value == Secret {
    /// A key as Standard Webhooks writes it.
    fileprivate static var signingKey: Shape {
        secret { text in
            let base64 = text.hasPrefix("whsec_") ? text.dropFirst(6) : Substring(text)
            let isKey = base64.wholeMatch(of: /[A-Za-z0-9+\/]+={0,2}/) != nil && base64.utf8.count % 4 != 1
            return isKey
                ? nil : ("is not a signing key", "whsec_ and base64, as from: echo whsec_$(openssl rand -base64 32)")
        }
    }
}

extension WebhookSettings.Format {
    fileprivate var sinkFormat: Webhook.Format {
        switch self {
        case .cloudevents: .structured
        case .cloudeventsBinary: .binary
        case .cloudeventsBatch: .batch
        }
    }
}

extension WebhookSettings.Method {
    fileprivate var sinkMethod: Webhook.Method {
        switch self {
        case .post: .post
        case .put: .put
        case .patch: .patch
        }
    }
}
