package import BridgeCore
package import HTTPTransport

/// A Grafana Loki, through its push API (<https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs>).
/// The same time, labels and line are the same entry: a repetition changes nothing.
package struct Loki: HTTPSinkKind {
    /// What the configuration says about one Loki. ``HTTPConnection/url`` is its address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        /// Of every stream. What there are many of does not belong here.
        package var labels: [AlertLabel]
        /// Whether ids and names go along as structured metadata, which older versions do not know.
        package var hasMetadata: Bool
        /// Of a Loki that has several.
        package var tenant: String?
        package var signIn: SignIn
        package var secrets: [Secret] { signIn.secrets }

        package static var usualLabels: [AlertLabel] { [AlertLabel(name: "job", value: "checkbridge")] }

        package init(
            connection: HTTPConnection, labels: [AlertLabel] = usualLabels, hasMetadata: Bool = true,
            tenant: String? = nil, signIn: SignIn = .nobody
        ) {
            (self.connection, self.labels, self.hasMetadata) = (connection, labels, hasMetadata)
            (self.tenant, self.signIn) = (tenant, signIn)
        }
    }

    private let address: String
    private let options: Options
    private let signIn: (headers: [HTTPHeader], secrets: [String])
    package var secrets: [String] { signIn.secrets }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.options = options
        address = url.path.hasSuffix("/push") ? url.text : "\(url.withoutSlash)/loki/api/v1/push"
        signIn = try options.signIn.signed(file)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(type: "loki", concurrency: 2, maximumBatch: 100, place: options.tenant)
    }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        let entries = try EventEntry.all(of: deliveries)
        let body = JSONWriter.object { body in
            body.member(
                "streams",
                array: { streams in
                    for stream in LokiStream.all(of: entries, options.labels) {
                        stream.write(to: &streams, hasMetadata: options.hasMetadata, at: now)
                    }
                })
        }
        let tenant = options.tenant.map { [HTTPHeader(name: "X-Scope-OrgID", value: $0)] } ?? []
        return HTTPRequest(
            method: .post, url: address,
            // Anything else is taken for compressed protobuf.
            headers: [HTTPHeader(name: "Content-Type", value: "application/json")] + tenant + signIn.headers, body: body
        )
    }

    package func verdict(on reply: HTTPReply) -> Verdict {
        let words = reply.words
        return switch reply.response.status {
        case 204: .all(.delivered)
        case 200..<300: .all(reply.unexpected("Loki's 204"))
        case 401 where words.contains("no org id"):
            .all(reply.refusal(words, advice: "This Loki has several tenants: set tenant"))
        case 400: refusal(words, reply)
        default: reply.verdictByStatus
        }
    }

    /// The good entries of a request were stored all the same; that they are sent again changes nothing.
    private func refusal(_ words: String, _ reply: HTTPReply) -> Verdict {
        if words.contains("structured metadata"), words.contains("disallowed") {
            return .all(reply.refusal(words, advice: "Set structured_metadata: false, or allow it in Loki"))
        }
        // All that is in a label comes from the configuration, but for the severity.
        if ["label name", "label value", "label pair"].contains(where: words.contains) {
            return .all(reply.refusal(words, advice: "Check labels"))
        }
        let isLate = ["too old", "too far behind", "too new", "out of order"].contains(where: words.contains)
        let advice = "Loki does not take entries of that time any more, see its reject_old_samples and max_chunk_age"
        return .split(.rejected(reason: reply.reason(words, advice: isLate ? advice : nil)))
    }
}
