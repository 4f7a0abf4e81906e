import BridgeCore
import Yams

/// One entry of `sinks:`.
struct SinkConfiguration: Sendable, Equatable {
    var name: String
    var kind: Kind
    /// What it may send in how long; `nil` is what is usual for its type.
    var rate: RateLimit?
    /// Requests under way at once; `nil` is what is usual for its type.
    var concurrency: Int?
    /// For how long a delivery is tried, in running time.
    var maxAge: Duration
    /// What people read is written in it; `nil` is English.
    var language: Language?
    /// `nil` is UTC.
    var zone: ZoneRules?
    /// How requests are sent; stdout sends none.
    var connection: ConnectionConfiguration

    /// Where the messages go.
    enum Kind: Sendable, Equatable {
        case slack(url: Secret)
        case dingtalk(DingTalk)
        case webhook(Webhook)
        case stdout
    }

    struct DingTalk: Sendable, Equatable {
        /// With the `access_token`.
        var url: Secret
        /// The key of the signature, if the robot asks for one.
        var secret: Secret?
        /// What every message must contain, if the robot asks for it.
        var keyword: String?
        var atMobiles: [String]
        var atUserIDs: [String]
    }

    struct Webhook: Sendable, Equatable {
        var url: Secret
        /// The keys of the signatures, the newest first; a file may hold several, one to a line.
        var secrets: [Secret]
        var format: Format
        var method: Method
    }

    /// How an event becomes a request.
    enum Format: String, Sendable, CaseIterable {
        case cloudevents
        case cloudeventsBinary = "cloudevents-binary"
        case cloudeventsBatch = "cloudevents-batch"
    }

    enum Method: String, Sendable, CaseIterable { case post = "POST", put = "PUT", patch = "PATCH" }
}

extension Shape where Value == SinkConfiguration {
    static var sink: Shape {
        mapping { section in
            let name = section.required("name", .name(of: .sink), "How routes call the sink")
            let rate = section.optional("rate", .rate, "At most so many requests in so long a time")
            let concurrency = section.optional("concurrency", .integer(1...1024), "Requests under way at once")
            let maxAge = section.value(
                "max_age", .duration(.seconds(1)...(.seconds(30 * 86_400))), default: .seconds(86_400),
                "For how long a delivery is tried")
            let language = section.optional("lang", Shape<Language>.word, "The language of the messages")
            let zone = section.optional(
                "timezone", .zone, "The time zone of the messages, as in Asia/Shanghai; otherwise UTC")
            let allowsHTTP = section.value("allow_http", .truth, default: false, "The URL may be http://")
            let connection = section.connection()
            let kind = section.choose(by: "type", among: Self.types(allowsHTTP: allowsHTTP), "What kind of sink it is")
            return SinkConfiguration(
                name: name, kind: kind ?? .stdout, rate: rate, concurrency: concurrency, maxAge: maxAge,
                language: language,
                zone: zone, connection: connection)
        }
    }

    /// Every type of sink: its word and its own keys.
    private static func types(allowsHTTP: Bool) -> [Form<SinkConfiguration.Kind>] {
        let url = Shape<Secret>.url(URLRule(allowsHTTP: allowsHTTP))
        return [
            .init(word: "slack") { .slack(url: $0.requiredSecret("url", url, "The URL of an incoming webhook")) },
            .init(word: "dingtalk") { .dingtalk($0.dingtalk(url)) },
            .init(word: "webhook") { .webhook($0.webhook(url)) },
            .init(word: "stdout") { _ in .stdout },
        ]
    }
}

extension Section {
    fileprivate mutating func dingtalk(_ url: Shape<Secret>) -> SinkConfiguration.DingTalk {
        SinkConfiguration.DingTalk(
            url: requiredSecret("url", url, "The URL of the robot, with its access_token"),
            secret: optionalSecret("secret", .secret, "The key of the signature (SEC...), if the robot asks for one"),
            keyword: optional("keyword", .text, "What every message must contain, if the robot asks for it"),
            atMobiles: value(
                "at_mobiles", .list(of: .identifier, count: 0...100), default: [], "Whom to call, by mobile number"),
            atUserIDs: value(
                "at_user_ids", .list(of: .identifier, count: 0...100), default: [], "Whom to call, by user id"))
    }

    fileprivate mutating func webhook(_ url: Shape<Secret>) -> SinkConfiguration.Webhook {
        SinkConfiguration.Webhook(
            url: requiredSecret("url", url, "Where to send"),
            secrets: signingSecrets(),
            format: value("format", .word, default: .cloudevents, "How an event becomes a request"),
            method: value("method", .word, default: .post, "The method of the request"))
    }

    private mutating func signingSecrets() -> [Secret] {
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

extension Shape where Value == RateLimit {
    fileprivate static var rate: Shape {
        mapping { section in
            RateLimit(
                limit: section.required("limit", .integer(1...1_000_000), "How many requests"),
                per: section.required("per", .duration(.milliseconds(100)...(.seconds(86_400))), "In how long a time"))
        }
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
