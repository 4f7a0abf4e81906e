package import BridgeCore
import Crypto
package import HTTPTransport

/// An HTTP endpoint that takes CloudEvents, signed after Standard Webhooks if there is a secret. The event's bytes go
/// out as they were committed.
package struct Webhook: HTTPSinkKind {
    /// How CloudEvents go over HTTP.
    package enum Format: String, Sendable, CaseIterable {
        /// The whole event as the body.
        case structured = "cloudevents"
        /// The data as the body, the rest as headers.
        case binary = "cloudevents-binary"
        /// An array of events as the body.
        case batch = "cloudevents-batch"
    }

    /// The request's method.
    package enum Method: String, Sendable, CaseIterable { case post, put, patch }

    /// What the configuration says about one webhook.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var format: Format
        package var method: Method
        /// While a secret is being replaced, the new one first and the old one behind it.
        package var secrets: [Secret]
        /// Events per request in the format ``Format/batch``.
        package var maximumBatch: Int

        package init(
            connection: HTTPConnection, format: Format = .structured, method: Method = .post,
            secrets: [Secret] = [], maximumBatch: Int = 100
        ) {
            self.connection = connection
            self.format = format
            self.method = method
            self.secrets = secrets
            self.maximumBatch = maximumBatch
        }
    }

    private let url: SecretURL
    private let format: Format
    private let method: HTTPRequest.Method
    private let signature: WebhookSignature
    package var secrets: [String] { signature.secrets }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.url = url
        format = options.format
        method =
            switch options.method {
            case .post: .post
            case .put: .put
            case .patch: .patch
            }
        signature = try WebhookSignature(options.secrets, file: file)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(
            type: "webhook", concurrency: 8, maximumBatch: options.format == .batch ? max(1, options.maximumBatch) : 1)
    }

    package func request(
        for deliveries: [Delivery], at now: Timestamp
    ) throws(UnsendableDelivery) -> HTTPRequest {
        let content = try content(of: deliveries)
        let seconds = String(now.seconds)
        let id = Self.id(of: deliveries)
        var headers = content.headers
        headers.append(HTTPHeader(name: "webhook-id", value: id))
        headers.append(HTTPHeader(name: "webhook-timestamp", value: seconds))
        if let value = signature.value(id: id, seconds: seconds, body: content.body) {
            headers.append(HTTPHeader(name: "webhook-signature", value: value))
        }
        return HTTPRequest(method: method, url: url.text, headers: headers, body: content.body)
    }

    package func verdict(on reply: HTTPReply) -> Verdict {
        switch (format, reply.response.status) {
        case (.batch, 400), (.batch, 413), (.batch, 422): .split(reply.outcomeByStatus)
        default: .all(reply.outcomeByStatus)
        }
    }

    /// A digest goes out as a batch whatever the format is: one message under one id cannot be anything else.
    private func content(
        of deliveries: [Delivery]
    ) throws(UnsendableDelivery) -> (headers: [HTTPHeader], body: [UInt8]) {
        guard format != .batch, deliveries.count == 1, case .event(let event) = deliveries[0].content else {
            return (
                [HTTPHeader(name: "Content-Type", value: "application/cloudevents-batch+json; charset=utf-8")],
                batch(deliveries)
            )
        }
        guard format == .binary else {
            return (
                [HTTPHeader(name: "Content-Type", value: "application/cloudevents+json; charset=utf-8")], event.json
            )
        }
        do {
            let binary = try CloudEventHeaders(event.json)
            return (binary.headers, binary.body)
        } catch {
            throw UnsendableDelivery(reason: "the stored event is damaged: \(error)")
        }
    }

    private func batch(_ deliveries: [Delivery]) -> [UInt8] {
        var writer = JSONWriter(reserving: deliveries.reduce(2) { $0 + $1.events.reduce(0) { $0 + $1.json.count + 1 } })
        writer.array { array in
            for event in deliveries.lazy.flatMap(\.events) { array.raw(event.json) }
        }
        return writer.bytes
    }

    /// A delivery's own id; for several in one request, one that is made of theirs.
    private static func id(of deliveries: [Delivery]) -> String {
        guard deliveries.count != 1 else { return deliveries[0].id }
        var hash = SHA256()
        for delivery in deliveries { hash.update(data: Array("\(delivery.id)\n".utf8)) }
        return hash.finalize().prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
