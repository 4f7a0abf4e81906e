import BridgeCore
import Crypto
import HTTPTransport

/// A kind with its secrets read.
struct Prepared<Kind: ReceiverKind>: Sendable {
    let url: SecretURL
    let kind: Kind
    let endpoint: String
    private let headers: [HTTPHeader]
    /// The names, in lower case, of the headers that the configuration sets itself.
    private let overridden: Set<String>
    private let options: HTTPOptions
    private let proxySecrets: [String]

    init(_ options: Kind.Options, _ file: SecretReader) throws(SecretError) {
        let connection = options.connection
        guard let url = SecretURL(try connection.url.read(file)) else {
            throw .malformed(connection.url, expected: "an http or https URL")
        }
        self.url = url
        kind = try Kind(options, url: url, file: file)
        overridden = Set(connection.headers.map { $0.name.lowercased() })
        var headers: [HTTPHeader] = []
        for header in connection.headers {
            headers.append(HTTPHeader(name: header.name, value: try header.value.read(file)))
        }
        self.headers = headers
        endpoint = url.description
        let proxy = try connection.proxy?.read(file)
        proxySecrets = proxy.map { SecretURL($0)?.secrets ?? [$0] } ?? []
        let traits = Kind.traits(options)
        self.options = connection.transportOptions(
            traits, concurrency: max(1, connection.concurrency ?? traits.concurrency), proxy: proxy)
    }

    /// See ``Sink/fingerprint``.
    func fingerprint(at place: String?) -> String {
        let parts = [url.text, place ?? ""] + kind.secrets
        return SHA256.hash(data: Array(parts.joined(separator: "\n").utf8)).prefix(16).hexadecimal
    }

    var objection: SinkObjection? { kind.objection(to: url) }

    /// The request of a kind, with what the configuration adds to all of them.
    func completed(_ request: HTTPRequest) -> HTTPRequest {
        var request = request
        if !overridden.isEmpty { request.headers.removeAll { overridden.contains($0.name.lowercased()) } }
        request.headers += headers
        request.options = options
        return request
    }

    /// The answer to a completed request, with what is needed to judge it.
    /// - Parameter deliveries: what the request told of, where several may share one.
    func reply(
        _ response: HTTPResponse, to request: HTTPRequest, of deliveries: ArraySlice<Delivery> = [], at now: Timestamp
    ) -> HTTPReply {
        HTTPReply(response: response, now: now, endpoint: endpoint, deliveries: deliveries) { redactor(request) }
    }

    /// What it means that no answer to a completed request came.
    func outcome(_ error: HTTPTransportError, of request: HTTPRequest) -> Outcome {
        let words = redactor(request).redact("\(error)\(error.advice.map { ". \($0)" } ?? "")")
        return error.outcome(reason: "\(endpoint): \(words)".fitted(to: Redactor.maximumBytes, in: .utf8))
    }

    /// A completed request as it would be sent, with everything masked that must not be shown.
    func preview(_ request: HTTPRequest) -> SinkPreview {
        let head = request.headers.map { "\($0.name): \(Self.isHarmless($0) ? $0.value : "***")" }
        // Short parts of a URL say nothing, and masking them would garble every text.
        let parts = url.secrets.filter { $0.utf8.count >= 8 }
        let secrets = (kind.secrets + kind.secrets(in: request) + parts).filter { !$0.isEmpty }
        let body = secrets.reduce(String(decoding: request.body ?? [], as: UTF8.self)) { $0.replacing($1, with: "***") }
        return SinkPreview(head: ["\(request.method.rawValue) \(endpoint)"] + head, body: Array(body.utf8))
    }

    private static func isHarmless(_ header: HTTPHeader) -> Bool {
        [
            "content-type", "accept", "user-agent", "webhook-id", "webhook-timestamp", "idempotency-key", "date",
            "x-acs-signature-method", "x-acs-signature-version", "x-eventbridge-version", "x-log-apiversion",
            "x-log-bodyrawsize",
        ].contains(header.name.lowercased()) || header.name.hasPrefix("ce-")
    }

    /// Knows everything of a request that must not be shown: all of its URL and every header that is not known to be
    /// harmless.
    private func redactor(_ request: HTTPRequest) -> Redactor {
        let headers = request.headers.filter { !Self.isHarmless($0) }
        let sent = SecretURL(request.url)?.secrets ?? [request.url]
        let values = headers.flatMap { [$0.value] + $0.value.split(separator: " ").map(String.init) }
        let known = kind.secrets + kind.secrets(in: request) + url.secrets + proxySecrets
        return Redactor(secrets: known + sent + values)
    }
}
