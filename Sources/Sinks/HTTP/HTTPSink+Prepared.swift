import BridgeCore
import HTTPTransport

extension HTTPSink {
    /// A request, and the positions of the deliveries that it carries.
    struct Sent: Sendable {
        var range: Range<Int>
        var request: HTTPRequest
    }

    /// A kind with its secrets read.
    struct Prepared: Sendable {
        var url: SecretURL
        private var kind: Kind
        private var endpoint: String
        private var headers: [HTTPHeader]
        /// The names, in lower case, of the headers that the configuration sets itself.
        private var overridden: Set<String>
        private var options: HTTPOptions
        private var proxySecrets: [String]

        init(_ options: Kind.Options, _ file: SecretReader) throws(SecretError) {
            let connection = options.connection
            guard let url = SecretURL(try connection.url.read(file)) else {
                throw .malformed(connection.url, expected: "an http or https URL")
            }
            self.url = url
            kind = try Kind(options, url: url, file: file)
            overridden = Set(connection.headers.map { $0.name.lowercased() })
            headers = []
            for header in connection.headers {
                headers.append(HTTPHeader(name: header.name, value: try header.value.read(file)))
            }
            endpoint = url.description
            let proxy = try connection.proxy?.read(file)
            proxySecrets = proxy.map { SecretURL($0)?.secrets ?? [$0] } ?? []
            self.options = connection.transportOptions(
                concurrency: max(1, connection.concurrency ?? Kind.traits(options).concurrency), proxy: proxy)
        }

        var objection: SinkObjection? { kind.objection(to: url) }

        /// The requests for the batches, and the reports on those deliveries of which none can be made.
        func requests(
            for wave: [Range<Int>], of deliveries: [Delivery], at now: Timestamp
        ) -> (sendable: [Sent], unsendable: [DeliveryReport]) {
            var sendable: [Sent] = []
            var unsendable: [DeliveryReport] = []
            sendable.reserveCapacity(wave.count)
            for range in wave {
                do {
                    var request = try kind.request(for: Array(deliveries[range]), at: now)
                    if !overridden.isEmpty { request.headers.removeAll { overridden.contains($0.name.lowercased()) } }
                    request.headers += headers
                    request.options = options
                    sendable.append(Sent(range: range, request: request))
                } catch {
                    unsendable += range.reports(.rejected(reason: error.reason, scope: .delivery))
                }
            }
            return (sendable, unsendable)
        }

        /// The request as it would be sent, with everything masked that must not be shown.
        func preview(of delivery: Delivery, at now: Timestamp) throws -> SinkPreview {
            let (sendable, unsendable) = requests(for: [0..<1], of: [delivery], at: now)
            guard let request = sendable.first?.request else {
                guard case .rejected(let reason, _)? = unsendable.first?.outcome else {
                    return SinkPreview(head: [], body: [])
                }
                throw UnsendableDelivery(reason: reason)
            }
            let head = request.headers.map { "\($0.name): \(Self.isHarmless($0) ? $0.value : "***")" }
            let secrets = (kind.secrets + url.secrets).filter { $0.utf8.count >= 8 }
            let body = secrets.reduce(String(decoding: request.body ?? [], as: UTF8.self)) {
                $0.replacing($1, with: "***")
            }
            return SinkPreview(head: ["\(request.method.rawValue) \(endpoint)"] + head, body: Array(body.utf8))
        }

        private static func isHarmless(_ header: HTTPHeader) -> Bool {
            ["content-type", "user-agent", "webhook-id", "webhook-timestamp"].contains(header.name.lowercased())
                || header.name.hasPrefix("ce-")
        }

        func judge(
            _ result: Result<HTTPResponse, HTTPTransportError>, _ sent: Sent, at now: Timestamp
        ) -> (reports: [DeliveryReport], halves: [Range<Int>]) {
            let redactor: @Sendable () -> Redactor = { self.redactor(sent.request) }
            switch result {
            case .success(let response):
                let reply = HTTPReply(
                    response: response, now: now, endpoint: endpoint, redactor: redactor)
                switch kind.verdict(on: reply) {
                case .split where sent.range.count > 1: return ([], sent.range.halves)
                case .split(let outcome), .all(let outcome): return (sent.range.reports(outcome), [])
                }
            case .failure(let error):
                let words = redactor().redact("\(error)\(error.advice.map { ". \($0)" } ?? "")")
                let reason = "\(endpoint): \(words)".fitted(to: Redactor.maximumBytes, in: .utf8)
                return (sent.range.reports(error.outcome(reason: reason)), [])
            }
        }

        /// Knows everything of a request that must not be shown: all of its URL and every header that is not known to
        /// be harmless.
        private func redactor(_ request: HTTPRequest) -> Redactor {
            let headers = request.headers.filter { !Self.isHarmless($0) }
            let sent = SecretURL(request.url)?.secrets ?? [request.url]
            let values = headers.flatMap { [$0.value] + $0.value.split(separator: " ").map(String.init) }
            return Redactor(secrets: kind.secrets + url.secrets + proxySecrets + sent + values)
        }
    }
}
