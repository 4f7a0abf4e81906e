package import BridgeCore
package import HTTPTransport
import Synchronization

/// A sink that is reached over HTTP: batching, connections, secrets, redaction and what every kind of receiver has in
/// common. What is particular to one stands in its ``HTTPSinkKind``.
package struct HTTPSink<Kind: HTTPSinkKind>: Sink {
    package let traits: SinkTraits
    private let options: Kind.Options
    private let client: any HTTPClient
    private let file: SecretReader
    private let now: @Sendable () -> Timestamp
    /// `nil` if a secret is in a file: it is read anew for each array of deliveries then.
    private let prepared: Prepared?

    /// - Throws: ``SecretError`` if the URL or a secret that is written in the configuration cannot be used. What is in
    ///   a file may come later.
    package init(
        _ options: Kind.Options, client: any HTTPClient, file: @escaping SecretReader,
        now: @escaping @Sendable () -> Timestamp
    ) throws(SecretError) {
        self.options = options
        self.client = client
        self.file = file
        self.now = now
        let hasFiles = ([options.connection.url] + options.secrets).contains(where: \.isFile)
        do {
            let first = try Prepared(options, file)
            prepared = hasFiles ? nil : first
            traits = Self.traits(options, first.url)
        } catch  where error.mayPass && hasFiles {
            prepared = nil
            traits = Self.traits(options, nil)
        }
    }

    package func deliver(
        _ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void
    ) async {
        do {
            let prepared = try prepared ?? Prepared(options, file)
            var batches = Batches(deliveries, maximumCount: traits.maximumBatch)
            // In waves, so that a signature is never much older than the request that carries it.
            while let wave = batches.next(traits.concurrency * 16) {
                guard !Task.isCancelled else {
                    await report(
                        wave.flatMap { $0.reports(.retry(reason: "not sent: the service is stopping", scope: .sink)) })
                    continue
                }
                batches.add(await send(wave, of: deliveries, prepared, report))
            }
        } catch {
            let outcome = Outcome.retry(reason: "\(error)", scope: .sink)
            await report(deliveries.indices.map { DeliveryReport(index: $0, outcome: outcome) })
        }
    }

    /// Sends the batches at once and reports them.
    /// - Returns: the halves of those that were refused because of something in them.
    private func send(
        _ wave: [Range<Int>], of deliveries: [Delivery], _ prepared: Prepared,
        _ report: @Sendable ([DeliveryReport]) async -> Void
    ) async -> [Range<Int>] {
        let now = now()
        let (sendable, unsendable) = prepared.requests(for: wave, of: deliveries, at: now)
        if !unsendable.isEmpty { await report(unsendable) }
        let halves = Mutex<[Range<Int>]>([])
        await client.execute(sendable.map(\.request)) { completions in
            var reports: [DeliveryReport] = []
            for completion in completions {
                let sent = sendable[completion.index]
                let judged = prepared.judge(completion.result, sent, at: now)
                reports += judged.reports
                if !judged.halves.isEmpty { halves.withLock { $0 += judged.halves } }
            }
            if !reports.isEmpty { await report(reports) }
        }
        return halves.withLock { $0 }
    }

    private static func traits(_ options: Kind.Options, _ url: SecretURL?) -> SinkTraits {
        let kind = Kind.traits(options)
        let connection = options.connection
        return SinkTraits(
            name: connection.name, type: kind.type, endpoint: url?.description ?? "\(connection.url)",
            destination: url?.fingerprint ?? "\(connection.url)", maximumBatch: kind.maximumBatch,
            concurrency: max(1, connection.concurrency ?? kind.concurrency), rate: connection.rate ?? kind.rate,
            isChat: kind.isChat)
    }
}

extension HTTPSink: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(traits.type) sink \(traits.name) (\(traits.endpoint))" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension HTTPSink: PreviewableSink {
    package func preview(of delivery: Delivery) throws -> SinkPreview {
        try (prepared ?? Prepared(options, file)).preview(of: delivery, at: now())
    }
}

extension HTTPSink {
    private struct Sent: Sendable {
        var range: Range<Int>
        var request: HTTPRequest
    }

    /// A kind with its secrets read.
    private struct Prepared: Sendable {
        var url: SecretURL
        private var kind: Kind
        private var endpoint: String
        private var headers: [HTTPHeader]
        /// The names, in lower case, of the headers that the configuration sets itself.
        private var overridden: Set<String>
        private var options: HTTPOptions

        init(_ options: Kind.Options, _ file: SecretReader) throws(SecretError) {
            let connection = options.connection
            guard let url = SecretURL(try connection.url.read(file)) else {
                throw .malformed(connection.url, expected: "an http or https URL")
            }
            self.url = url
            kind = try Kind(options, url: url, file: file)
            overridden = Set(connection.headers.map { $0.name.lowercased() })
            let product = HTTPHeader(name: "User-Agent", value: "checkbridge")
            headers = (overridden.contains("user-agent") ? [] : [product]) + connection.headers
            endpoint = url.description
            self.options = connection.transportOptions(
                concurrency: max(1, connection.concurrency ?? Kind.traits(options).concurrency))
        }

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
                let reason = redactor().redact("\(endpoint): \(error)")
                return (sent.range.reports(error.outcome(reason: reason)), [])
            }
        }

        /// Knows everything of a request that must not be shown: all of its URL and every header that is not known to
        /// be harmless.
        private func redactor(_ request: HTTPRequest) -> Redactor {
            let headers = request.headers.filter { !Self.isHarmless($0) }
            let sent = SecretURL(request.url)?.secrets ?? [request.url]
            let values = headers.flatMap { [$0.value] + $0.value.split(separator: " ").map(String.init) }
            return Redactor(secrets: kind.secrets + url.secrets + sent + values)
        }
    }
}

/// Which deliveries share a request, as ranges of their positions: neighbours, as many as may, and never more than
/// 1 MiB of them.
private struct Batches {
    private static let maximumBytes = 1 << 20
    private var waiting: [Range<Int>] = []
    private var position = 0

    init(_ deliveries: [Delivery], maximumCount: Int) {
        var start = 0
        var bytes = 0
        for (index, delivery) in deliveries.enumerated() {
            let size = maximumCount == 1 ? 0 : delivery.events.reduce(0) { $0 + $1.json.count }
            if index > start, index - start >= maximumCount || bytes + size > Self.maximumBytes {
                waiting.append(start..<index)
                (start, bytes) = (index, 0)
            }
            bytes += size
        }
        if start < deliveries.count { waiting.append(start..<deliveries.count) }
    }

    mutating func next(_ count: Int) -> [Range<Int>]? {
        guard position < waiting.count else { return nil }
        let wave = waiting[position..<min(position + count, waiting.count)]
        position = wave.endIndex
        return Array(wave)
    }

    mutating func add(_ ranges: [Range<Int>]) { waiting += ranges }
}

extension Range<Int> {
    fileprivate var halves: [Range<Int>] {
        let middle = lowerBound + count / 2
        return [lowerBound..<middle, middle..<upperBound]
    }

    fileprivate func reports(_ outcome: Outcome) -> [DeliveryReport] {
        map { DeliveryReport(index: $0, outcome: outcome) }
    }
}
