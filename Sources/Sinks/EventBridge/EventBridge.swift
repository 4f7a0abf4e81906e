package import BridgeCore
import Crypto
package import HTTPTransport

/// A bus of Alibaba Cloud's EventBridge, through `PutEvents` (<https://help.aliyun.com/en/eventbridge/putevents>). Events go
/// as they are, in batches, and are told apart by their id and source.
package struct EventBridge: HTTPSinkKind {
    /// What the configuration says about one bus. ``HTTPConnection/url`` is the account's endpoint in a region.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var bus: String
        package var keyID: Secret
        package var keySecret: Secret
        /// Of temporary credentials.
        package var token: Secret?
        package var secrets: [Secret] { [keyID, keySecret] + (token.map { [$0] } ?? []) }

        package init(
            connection: HTTPConnection, bus: String, keyID: Secret, keySecret: Secret, token: Secret? = nil
        ) {
            (self.connection, self.bus, self.keyID) = (connection, bus, keyID)
            (self.keySecret, self.token) = (keySecret, token)
        }
    }

    /// What one call may hold; larger batches are halved.
    private static let maximumEvents = 16
    private static let maximumBytes = 256_000
    /// Signed as it is sent, byte for byte.
    private static let contentType = "application/cloudevents-batch+json; charset=utf-8"
    private let bus: String
    private let target: SecretURL
    private let signature: EventBridgeSignature
    package var secrets: [String] { signature.secrets }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        guard let target = SecretURL("\(url.withoutSlash)/openapi/putEvents") else {
            throw .malformed(options.connection.url, expected: "an http or https URL")
        }
        (bus, self.target) = (options.bus, target)
        signature = EventBridgeSignature(
            keyID: try options.keyID.read(file), secret: try options.keySecret.read(file),
            token: try options.token?.read(file))
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(type: "eventbridge", maximumBatch: maximumEvents, place: options.bus)
    }

    package func request(
        for deliveries: [Delivery], at now: Timestamp
    ) throws(UnsendableDelivery) -> HTTPRequest {
        var batch: [[UInt8]] = []
        for delivery in deliveries {
            guard case .event(let event) = delivery.content else {
                throw UnsendableDelivery(reason: "EventBridge takes events, no digests of them")
            }
            batch.append(try BusEvent(event, bus: bus).json)
        }
        let body = Array("[".utf8) + batch.joined(separator: [UInt8(ascii: ",")]) + Array("]".utf8)
        guard body.count <= Self.maximumBytes else {
            throw UnsendableDelivery(reason: "larger than one call of EventBridge may be")
        }
        return HTTPRequest(
            method: .post, url: target.text,
            headers: signature.headers(
                contentType: Self.contentType, path: String(target.path), nonce: Self.nonce(deliveries, at: now),
                at: now),
            body: body)
    }

    /// Of its own for each attempt at each batch: the attempts are counted, and none is made twice at one time.
    private static func nonce(_ deliveries: [Delivery], at now: Timestamp) -> String {
        let attempts = deliveries.map { "\($0.id) \($0.attempt)" }
        let text = (["\(now.milliseconds)"] + attempts).joined(separator: "\n")
        return SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal
    }

    /// The signature by itself: a refusal may quote it without the key's id.
    package func secrets(in request: HTTPRequest) -> [String] {
        let authorization = request.headers.first { $0.name == "authorization" }?.value
        return authorization?.split(separator: ":").last.map { [String($0)] } ?? []
    }

    package func verdict(on reply: HTTPReply) -> Verdict { EventBridgeAnswer(reply).verdict }

    package func objection(to url: SecretURL) -> SinkObjection? {
        guard url.origin.contains(".eventbridge."), url.origin.hasSuffix(".aliyuncs.com") else {
            return SinkObjection(
                "\(url.origin) is none of EventBridge's hosts", advice: "Fine for a relay of your own.")
        }
        guard ["", "/"].contains(url.path), url.isWithoutQuery else {
            return SinkObjection(
                "the URL has a path", advice: "Only the endpoint: https://ACCOUNT.eventbridge.REGION.aliyuncs.com.",
                isCertain: true)
        }
        return url.origin.hasPrefix("https:")
            ? nil
            : SinkObjection(
                "events go in the clear, and the signature does not cover them",
                advice: "Use https:// where the endpoint has it; those within a VPC have none.")
    }
}
