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
    var zone: ZoneTable?
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

/// How a sink's requests are sent.
struct ConnectionConfiguration: Sendable, Equatable {
    var timeout: Duration = .seconds(15)
    var proxy: Secret?
    var headers: [Header] = []
    var tls = TLS()

    struct Header: Sendable, Equatable {
        var name: String
        var value: Secret
    }

    /// Paths of PEM files; `nil` is the system's.
    struct TLS: Sendable, Equatable {
        var caFile: String?
        var clientCertificateFile: String?
        var clientKeyFile: String?
    }
}

extension Shape where Value == SinkConfiguration {
    static var sink: Shape {
        mapping { section in
            let name = section.required("name", .name(of: .sink), "How routes call the sink")
            let rate = section.optional("rate", .rate, "At most so many requests in so long a time")
            let concurrency = section.optional("concurrency", .integer(1...1024), "Requests under way at once")
            let maxAge = section.value(
                "max_age", .duration(.seconds(60)...(.seconds(30 * 86_400))), default: .seconds(86_400),
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

    fileprivate mutating func connection() -> ConnectionConfiguration {
        ConnectionConfiguration(
            timeout: value(
                "timeout", .duration(.milliseconds(100)...(.seconds(600))), default: .seconds(15), "For one request"),
            proxy: optionalSecret("proxy", .proxy, "The proxy to go through"),
            headers: value(
                "headers", .headers, default: [], "Headers to add; the value of X may be in the file X_file"),
            tls: value("tls", .tls, default: .init(), "Certificates, in PEM files"))
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

extension Shape where Value == ConnectionConfiguration.TLS {
    fileprivate static var tls: Shape {
        mapping { section in
            let ca = section.optional(
                "ca_file", .path, "The authorities that the server's certificate is checked against")
            let certificate = section.optional("client_cert_file", .path, "The certificate to show")
            let key = section.optional("client_key_file", .path, "The key of that certificate")
            if key != nil, certificate == nil {
                section.report("needs client_cert_file", at: "client_key_file")
            }
            return ConnectionConfiguration.TLS(caFile: ca, clientCertificateFile: certificate, clientKeyFile: key)
        }
    }
}

extension Shape where Value == Secret {
    fileprivate static var proxy: Shape {
        url(
            URLRule(allowsHTTP: true, allowsPath: false, schemes: ["http", "https", "socks5", "socks5h"]))
    }

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

extension Shape where Value == [ConnectionConfiguration.Header] {
    /// Header names cannot be listed, so this is no ``Shape/mapping(_:)``.
    fileprivate static var headers: Shape {
        Shape(
            placeholder: [],
            schema: {
                .members([
                    "type": .string("object"), "maxProperties": .number("50"),
                    "propertyNames": .members(["pattern": .string("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]),
                    "additionalProperties": .members(["type": .string("string"), "minLength": .number("1")]),
                ])
            }
        ) { node, path, reading in
            guard case .mapping(let mapping) = node else {
                reading.report("must be a mapping, but is \(node.kindName)", at: node, path)
                return nil
            }
            if mapping.count > 50 { reading.report("has more than 50 headers", at: node, path) }
            return mapping.prefix(50).compactMap { header($0.key, $0.value, path, &reading) }
        }
    }

    /// What the transport itself says in every request.
    private static var reserved: [String] {
        ["host", "content-length", "transfer-encoding", "connection", "content-type"]
    }

    private static func header(
        _ key: Node, _ value: Node, _ path: String, _ reading: inout Reading
    ) -> ConnectionConfiguration.Header? {
        let written = key.string ?? ""
        let isFile = written.hasSuffix("_file")
        let name = isFile ? String(written.dropLast(5)) : written
        guard name.wholeMatch(of: /[!#$%&'*+.^_`|~0-9A-Za-z\-]{1,100}/) != nil else {
            reading.report("is not the name of a header", at: key, path)
            return nil
        }
        if reserved.contains(name.lowercased()) { reading.report("cannot be set", at: key, "\(path).\(name)") }
        let shape: Shape<Secret> = isFile ? .file : .secret
        return shape.read(value, "\(path).\(written)", &reading).map { .init(name: name, value: $0) }
    }
}
