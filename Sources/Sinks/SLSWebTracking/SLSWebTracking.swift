package import BridgeCore
package import HTTPTransport

/// A Logstore of Alibaba Cloud's Simple Log Service, through `PutWebtracking`
/// (<https://www.alibabacloud.com/help/en/sls/developer-reference/putwebtracking>). It asks for no key: whoever can reach
/// the Logstore's endpoint can write into it. It knows no idempotency key either: a repetition is stored twice, under one
/// `event_id`.
package struct SLSWebTracking: HTTPSinkKind {
    /// What the configuration says about one Logstore. ``HTTPConnection/url`` is the project's endpoint.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var logstore: String
        /// The logs' `__topic__`.
        package var topic: String
        package var secrets: [Secret] { [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), logstore: String,
            topic: String = "checkbridge"
        ) {
            (self.connection, self.renderer) = (connection, renderer)
            (self.logstore, self.topic) = (logstore, topic)
        }
    }

    /// A call may hold 4096 logs and 3 MB; larger batches are halved.
    private static let maximumLogs = 500
    private static let maximumBytes = 3_000_000
    private let renderer: MessageRenderer
    private let topic: String
    private let target: String
    package var secrets: [String] { [] }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        (renderer, topic) = (options.renderer, options.topic)
        target = "\(url.withoutSlash)/logstores/\(PercentEncoding.component(options.logstore))/track"
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(type: "sls_webtracking", maximumBatch: maximumLogs, place: options.logstore)
    }

    package func request(
        for deliveries: [Delivery], at now: Timestamp
    ) throws(UnsendableDelivery) -> HTTPRequest {
        var logs: [JSONValue] = []
        for event in deliveries.flatMap(\.events) {
            guard let event = try? Event(event) else { throw UnsendableDelivery(reason: "the stored event is damaged") }
            logs.append(.object(TrackedLog(event, renderer.message(for: event)).fields))
        }
        let body = JSONWriter.object { body in
            body.member("__topic__", topic)
            body.member("__source__", "checkbridge")
            body.member("__logs__", .array(logs))
        }
        guard body.count <= Self.maximumBytes else {
            throw UnsendableDelivery(reason: "larger than one call of WebTracking may be")
        }
        return HTTPRequest(
            method: .post, url: target,
            headers: [
                HTTPHeader(name: "Content-Type", value: "application/json"),
                HTTPHeader(name: "x-log-apiversion", value: "0.6.0"),
                HTTPHeader(name: "x-log-bodyrawsize", value: String(body.count)),
            ], body: body)
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        let isSLS = url.origin.hasSuffix(".log.aliyuncs.com")
        guard !isSLS || ["", "/"].contains(url.path) && url.isWithoutQuery else {
            return SinkObjection(
                "the URL has a path", advice: "Only the endpoint: https://PROJECT.REGION-intranet.log.aliyuncs.com.",
                isCertain: true)
        }
        guard !url.origin.hasSuffix("-intranet.log.aliyuncs.com") else { return nil }
        return SinkObjection(
            "WebTracking lets the whole Internet write into this Logstore, without any key: what is in it proves nothing",
            advice:
                "Use the endpoint within the VPC, PROJECT.REGION-intranet.log.aliyuncs.com, and a Logstore of its own.")
    }

    // MARK: Answers

    /// A success says nothing, and a failure `{"errorCode", "errorMessage"}`.
    package func verdict(on reply: HTTPReply) -> Verdict {
        let body = reply.object
        if reply.isSuccess, reply.words.isEmpty || body == .object([]) { return .all(.delivered) }
        guard let code = body?["errorCode"]?.text else {
            return reply.isSuccess ? .all(reply.unexpected("that of SLS")) : Self.split(reply.outcomeByStatus)
        }
        let words = reply.words("errorCode", reply.redacted(code), body?["errorMessage"]?.text ?? "")
        return Self.split(Self.outcome(code, reply, words))
    }

    /// A batch may be refused because of one event in it.
    private static func split(_ outcome: Outcome) -> Verdict {
        if case .rejected(_, .delivery) = outcome { .split(outcome) } else { .all(outcome) }
    }

    private static func outcome(_ code: String, _ reply: HTTPReply, _ words: String) -> Outcome {
        switch code {
        case "ProjectNotExist":
            reply.refusal(words, advice: "Check the project and the region of this sink")
        case "LogStoreNotExist": reply.refusal(words, advice: "Check logstore, and create it if it is not there")
        case "Unauthorized", "AccessDenied", "ProjectForbidden":
            reply.refusal(words, advice: "Switch WebTracking on for the Logstore")
        case let code where code.hasSuffix("QuotaExceed") || code == "ServerBusy" || code == "ShardUnavailable":
            .retry(after: reply.retryAfter, reason: reply.reason(words), scope: .sink)
        case "InternalServerError", "RequestTimeout":
            .retry(after: reply.retryAfter, reason: reply.reason(words), scope: .delivery)
        case let code where code.hasPrefix("PostBody"): .rejected(reason: reply.reason(words), scope: .delivery)
        // An error within a success, of which nobody knows what it means: giving up would lose it.
        default: reply.isSuccess ? .retry(reason: reply.reason(words), scope: .sink) : reply.outcomeByStatus
        }
    }
}
