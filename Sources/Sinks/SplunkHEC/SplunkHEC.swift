package import BridgeCore
package import HTTPTransport

/// Splunk's HTTP Event Collector (<https://docs.splunk.com/Documentation/Splunk/latest/Data/HECExamples>). Success says
/// that an event was read, not that it was indexed. It knows no idempotency key: a repetition after a lost answer is
/// there twice, under the same `id`.
package struct SplunkHEC: HTTPSinkKind {
    /// What the configuration says about one collector. ``HTTPConnection/url`` is its address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var token: Secret
        /// What is not said is what the token's own settings say, but for the source: the event's.
        package var index: String?
        package var sourceType: String?
        package var source: String?
        package var host: String?
        package var secrets: [Secret] { [token] }

        package init(
            connection: HTTPConnection, token: Secret, index: String? = nil, sourceType: String? = nil,
            source: String? = nil, host: String? = nil
        ) {
            (self.connection, self.token, self.index) = (connection, token, index)
            (self.sourceType, self.source, self.host) = (sourceType, source, host)
        }
    }

    private let address: String
    private let options: Options
    private let signIn: (headers: [HTTPHeader], secrets: [String])
    package var secrets: [String] { signIn.secrets }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.options = options
        let isWhole = url.path.contains("/services/collector")
        address = isWhole ? url.text : "\(url.withoutSlash)/services/collector/event"
        signIn = try SignIn.token(options.token, scheme: "Splunk").signed(file)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(type: "splunk_hec", maximumBatch: 100)
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        url.origin.hasSuffix(":8089")
            ? SinkObjection(
                "8089 is Splunk's management port",
                advice: "The event collector listens on 8088, or on 443 in the cloud.")
            : nil
    }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        // One object after another, which is not an array.
        let objects = try EventEntry.all(of: deliveries).map { entry in JSONWriter.object { write(entry, now, &$0) } }
        return .post(address, Array(objects.joined(separator: [0x0A])), headers: signIn.headers)
    }

    private func write(_ entry: EventEntry, _ now: Timestamp, _ body: inout JSONWriter) {
        body.member("time", raw: Self.seconds(entry.event.time ?? now).utf8)
        body.member("host", ifPresent: options.host)
        body.member("source", options.source ?? entry.event.source)
        body.member("sourcetype", ifPresent: options.sourceType)
        body.member("index", ifPresent: options.index)
        body.member("event", raw: entry.json)
    }

    /// With three digits behind the point.
    private static func seconds(_ time: Timestamp) -> String {
        let fraction = String(1000 + time.milliseconds - 1000 * time.seconds)
        return "\(time.seconds).\(fraction.dropFirst())"
    }

    /// Every answer of Splunk's has a code, and its status follows from that.
    package func verdict(on reply: HTTPReply) -> Verdict {
        guard let body = reply.object, let code = body["code"]?.integer else {
            return reply.isSuccess ? .all(reply.unexpected("Splunk's")) : reply.verdictByStatus
        }
        let words = reply.words("code", String(code), body["text"]?.text ?? "")
        switch code {
        // 24 is a success that warns of a full queue.
        case 0 where reply.isSuccess, 24 where reply.isSuccess: return .all(.delivered)
        // What stood before the bad event may have been taken; where that was, Splunk's own number does not tell
        // reliably, so each half is tried by itself.
        case 5, 6, 12, 13, 15: return .split(.rejected(reason: reply.reason(words)))
        default: break
        }
        if let advice = Self.advice(on: code) { return .all(reply.refusal(words, advice: advice)) }
        return reply.isSuccess
            ? .all(.retry(after: reply.retryAfter, reason: reply.reason(words), scope: .sink)) : reply.verdictByStatus
    }

    /// Where the configuration is wrong, here or there.
    private static func advice(on code: Int64) -> String? {
        switch code {
        case 1: "The token, or the whole event collector, is switched off in Splunk"
        case 2, 3, 4: "Check token: Splunk does not know it"
        case 7: "The token may not write to that index: check index, and the indexes that the token allows"
        case 10, 11, 14: "The token asks for indexer acknowledgement: switch that off, or take another token"
        default: nil
        }
    }
}
