package import BridgeCore
package import HTTPTransport

/// A topic of Kafka behind Confluent's REST Proxy or Confluent Cloud
/// (<https://docs.confluent.io/platform/current/kafka-rest/api.html>). It knows no idempotency key: a repetition after a
/// lost answer is another record with the same event id.
package struct KafkaREST: HTTPSinkKind {
    /// The version of the API, and what it asks for.
    package enum API: Sendable, Equatable {
        case v2
        case v3(cluster: String)
    }

    /// What the configuration says about one topic. ``HTTPConnection/url`` is the proxy's address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var api: API
        package var topic: String
        package var signIn: SignIn
        package var secrets: [Secret] { signIn.secrets }

        package init(connection: HTTPConnection, api: API, topic: String, signIn: SignIn = .nobody) {
            (self.connection, self.api, self.topic, self.signIn) = (connection, api, topic, signIn)
        }
    }

    private let address: String
    private let api: API
    private let signIn: (headers: [HTTPHeader], secrets: [String])
    package var secrets: [String] { signIn.secrets }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        let topic = PercentEncoding.component(options.topic)
        address =
            switch options.api {
            case .v2: "\(url.withoutSlash)/topics/\(topic)"
            case .v3(let cluster):
                "\(url.withoutSlash)/v3/clusters/\(PercentEncoding.component(cluster))/topics/\(topic)/records"
            }
        api = options.api
        signIn = try options.signIn.signed(file)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(type: "kafka_rest", concurrency: 2, maximumBatch: 100, place: options.topic)
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        let isCloud = url.origin.split(separator: ":").dropFirst().first?.hasSuffix(".confluent.cloud") ?? false
        guard isCloud, url.path != "/kafka", url.path != "/kafka/" else { return nil }
        return SinkObjection(
            "Confluent Cloud has its topics under /kafka", advice: "End url with .confluent.cloud/kafka.")
    }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        let records = try EventEntry.all(of: deliveries).map(KafkaRecord.init)
        return switch api {
        case .v2:
            request("application/vnd.kafka.json.v2+json", "application/vnd.kafka.v2+json", KafkaRecord.v2(records))
        case .v3: request("application/json", "application/json", KafkaRecord.v3(records))
        }
    }

    private func request(_ type: String, _ accepted: String, _ body: [UInt8]) -> HTTPRequest {
        let headers = [HTTPHeader(name: "Content-Type", value: type), HTTPHeader(name: "Accept", value: accepted)]
        return HTTPRequest(method: .post, url: address, headers: headers + signIn.headers, body: body)
    }

    /// Success is a success of each record. Version 3 answers 200 before it looks at the first one; version 2 answers 401
    /// or 403 where it could write some.
    package func verdict(on reply: HTTPReply) -> Verdict {
        let receipts = KafkaReceipt.all(in: reply, api)
        if receipts.count > reply.events.count { return .all(reply.unexpected("about these records")) }
        if !receipts.isEmpty { return reply.each(receipts.map { outcome($0, reply) }) }
        return reply.isSuccess ? .all(reply.unexpected("Kafka REST's")) : verdict(onRefused: reply)
    }

    /// The whole request was refused: nothing of it was written.
    private func verdict(onRefused reply: HTTPReply) -> Verdict {
        guard [401, 403, 404].contains(reply.response.status) else { return reply.verdictByStatus }
        return .all(reply.refusal(advice: Self.advice))
    }

    private func outcome(_ receipt: KafkaReceipt, _ reply: HTTPReply) -> Outcome {
        switch receipt {
        case .written: .delivered
        case .refused(let status, let words): reply.outcome(of: status, words, advice: Self.advice)
        case .unknown: reply.unexpected("one of Kafka REST")
        }
    }

    private static let advice = "Check topic, cluster and url, and that the account may write to the topic"
}
