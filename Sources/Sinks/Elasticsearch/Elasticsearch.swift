package import BridgeCore
package import HTTPTransport

/// An index or data stream of Elasticsearch or OpenSearch, through `_bulk`
/// (<https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk>). A document's `_id` is the event's:
/// what is there already was delivered before.
package struct Elasticsearch: HTTPSinkKind {
    /// What the configuration says about one index. ``HTTPConnection/url`` is the cluster's address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// Or the data stream.
        package var index: String
        package var signIn: SignIn
        package var secrets: [Secret] { signIn.secrets }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(),
            index: String = "logs-checkbridge-default", signIn: SignIn = .nobody
        ) {
            (self.connection, self.renderer, self.index, self.signIn) = (connection, renderer, index, signIn)
        }
    }

    private let address: String
    private let renderer: MessageRenderer
    private let signIn: (headers: [HTTPHeader], secrets: [String])
    package var secrets: [String] { signIn.secrets }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        address = "\(url.withoutSlash)/\(PercentEncoding.component(options.index))/_bulk"
        renderer = options.renderer
        signIn = try options.signIn.signed(file)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // Every document that is refused has a reason of its own.
        HTTPSinkTraits(
            type: "elasticsearch", concurrency: 2, maximumBatch: 200, place: options.index, maximumAnswer: 2 << 20)
    }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        var lines: [UInt8] = []
        for entry in try EventEntry.all(of: deliveries) {
            JSONWriter.append(to: &lines) { writer in
                // Data streams take nothing else, and it never overwrites.
                writer.object { $0.member("create", object: { $0.member("_id", entry.event.id) }) }
            }
            lines.append(0x0A)
            JSONWriter.append(to: &lines) { writer in
                ElasticDocument(entry, renderer.message(for: entry.event)).write(to: &writer, at: now)
            }
            // The last one, too.
            lines.append(0x0A)
        }
        return HTTPRequest(
            method: .post, url: address,
            headers: [HTTPHeader(name: "Content-Type", value: "application/x-ndjson")] + signIn.headers, body: lines)
    }

    /// Success is a success of each item.
    package func verdict(on reply: HTTPReply) -> Verdict {
        guard reply.isSuccess else { return reply.verdictByStatus }
        guard let items = reply.object?["items"]?.array else { return .all(reply.unexpected("one of _bulk")) }
        let results = items.map { $0["create"] ?? .null }
        guard results.map({ $0["_id"]?.string }) == reply.events.map(\.id) else {
            return .all(reply.unexpected("about these documents"))
        }
        return reply.each(results.map { outcome($0, reply) })
    }

    private func outcome(_ item: JSONValue, _ reply: HTTPReply) -> Outcome {
        let type = item["error"]?["type"]?.text ?? ""
        let words = "\(type): \(item["error"]?["reason"]?.text ?? "")"
        guard let status = item["status"]?.integer else { return reply.unexpected("one of _bulk") }
        return switch (status, type) {
        case (409, _): .delivered
        // A disk that is too full blocks its indices, and lets go of them again.
        case (403, "cluster_block_exception"):
            .retry(reason: reply.reason(reply.redacted(words)), scope: .sink)
        case (400, "invalid_index_name_exception"), (400, "index_closed_exception"):
            reply.refusal(reply.redacted(words), advice: Self.advice)
        case (400, "illegal_argument_exception") where words.contains("no write index"):
            reply.refusal(reply.redacted(words), advice: Self.advice)
        default: reply.outcome(of: status, words, advice: Self.advice)
        }
    }

    private static let advice = "Check index, and that the account may create documents (and the index) there"
}
