package import BridgeCore
package import HTTPTransport
import Synchronization

/// A sink that is reached over HTTP: batching, connections, secrets, redaction and what every kind of receiver has in
/// common. What is particular to one stands in its ``HTTPSinkKind``.
package struct HTTPSink<Kind: HTTPSinkKind>: Sink {
    package let traits: SinkTraits
    let options: Kind.Options
    private let client: any HTTPClient
    let file: SecretReader
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
        let hasFiles = options.connection.hasSecretFiles || options.secrets.contains(where: \.isFile)
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
        let concurrency = max(1, connection.concurrency ?? kind.concurrency)
        let rate = connection.rate ?? kind.rate
        return SinkTraits(
            name: connection.name, type: kind.type, endpoint: url?.description ?? "\(connection.url)",
            destination: url?.fingerprint ?? "\(connection.url)", maximumBatch: kind.maximumBatch,
            concurrency: concurrency, ahead: rate == nil ? concurrency * kind.maximumBatch : 0, rate: rate,
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
