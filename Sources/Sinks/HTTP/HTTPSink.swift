package import BridgeCore
package import HTTPTransport
import Synchronization

/// A sink that is reached over HTTP: batching, connections, secrets, redaction and what every kind of receiver has in
/// common. What is particular to one stands in its ``HTTPSinkKind``.
package struct HTTPSink<Kind: HTTPSinkKind>: ReceiverSink, ProbedSink, PreviewableSink {
    package let setup: ReceiverSetup<Kind>
    private let client: any HTTPClient
    private let now: @Sendable () -> Timestamp

    /// - Throws: ``SecretError`` if the URL or a secret that is written in the configuration cannot be used. What is in
    ///   a file may come later.
    package init(
        _ options: Kind.Options, client: any HTTPClient, file: @escaping SecretReader,
        now: @escaping @Sendable () -> Timestamp
    ) throws(SecretError) {
        setup = try ReceiverSetup(options, file: file)
        self.client = client
        self.now = now
    }

    package func deliver(
        _ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void
    ) async {
        do {
            let prepared = try setup.prepare()
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
            await report(unsent(deliveries, because: error))
        }
    }

    /// Sends the batches at once and reports them.
    /// - Returns: the halves of those that cannot be sent, or were refused, because of something in them.
    private func send(
        _ ranges: [Range<Int>], of deliveries: [Delivery], _ prepared: Prepared<Kind>,
        _ report: @Sendable ([DeliveryReport]) async -> Void
    ) async -> [Range<Int>] {
        let now = now()
        let wave = prepared.requests(for: ranges, of: deliveries, at: now)
        if !wave.reports.isEmpty { await report(wave.reports) }
        let halves = Mutex(wave.halves)
        await client.execute(wave.sendable.map(\.request)) { completions in
            var reports: [DeliveryReport] = []
            for completion in completions {
                let sent = wave.sendable[completion.index]
                let judged = prepared.judge(completion.result, sent, at: now)
                reports += judged.reports
                if !judged.halves.isEmpty { halves.withLock { $0 += judged.halves } }
            }
            if !reports.isEmpty { await report(reports) }
        }
        return halves.withLock { $0 }
    }
}

extension HTTPSink {
    package func preview(of delivery: Delivery) throws -> SinkPreview {
        try setup.prepare().preview(of: delivery, at: now())
    }
}
