package import BridgeCore
package import HTTPTransport
import Synchronization

/// A sink that talks with its receiver. What is particular to one stands in its ``ConversationKind``.
package struct ConversationSink<Kind: ConversationKind>: ReceiverSink, ProbedSink, PreviewableSink {
    package let setup: ReceiverSetup<Kind>
    private let client: any HTTPClient
    private let now: @Sendable () -> Timestamp
    private let start: Timestamp?

    /// - Parameter start: when deliveries began to be made by this process; `nil` if none was before it.
    /// - Throws: as ``HTTPSink``.
    package init(
        _ options: Kind.Options, client: any HTTPClient, file: @escaping SecretReader, since start: Timestamp? = nil,
        now: @escaping @Sendable () -> Timestamp
    ) throws(SecretError) {
        setup = try ReceiverSetup(options, file: file)
        self.client = client
        self.now = now
        self.start = start
    }

    package func deliver(
        _ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void
    ) async {
        do {
            let prepared = try setup.prepare()
            await withTaskGroup(of: DeliveryReport.self) { group in
                for (index, delivery) in deliveries.enumerated() {
                    group.addTask { await tell(delivery, index, prepared) }
                }
                for await ended in group { await report([ended]) }
            }
        } catch {
            await report(unsent(deliveries, because: error))
        }
    }

    package func renew(_ memories: [String]) async {
        guard let prepared = try? setup.prepare() else { return }
        // No more than one request for each that is remembered.
        try? await prepared.kind.renew(memories, over: conversation(prepared, atMost: memories.count))
    }

    private func tell(_ delivery: Delivery, _ index: Int, _ prepared: Prepared<Kind>) async -> DeliveryReport {
        let talk = conversation(prepared)
        let outcome: Outcome
        do { outcome = try await prepared.kind.tell(delivery, over: talk) } catch { outcome = error.outcome }
        return DeliveryReport(index: index, outcome: outcome, memory: talk.memory)
    }

    private func conversation(
        _ prepared: Prepared<Kind>, atMost maximumRequests: Int = Conversation.maximumRequests
    ) -> Conversation {
        Conversation(at: now(), since: start, maximumRequests: maximumRequests) { request in
            let request = prepared.completed(request)
            do throws(HTTPTransportError) {
                return .success(prepared.reply(try await client.execute(request), to: request, at: now()))
            } catch {
                return .failure(Interruption(prepared.outcome(error, of: request)))
            }
        }
    }
}

extension ConversationSink {
    /// The first request that would change something, when the receiver knows of nothing yet.
    package func preview(of delivery: Delivery) async throws -> SinkPreview {
        let prepared = try setup.prepare()
        let shown = Mutex<HTTPRequest?>(nil)
        let talk = Conversation(at: now(), since: nil) { request in
            if let blank = prepared.kind.blankAnswer(to: request) {
                return .success(prepared.reply(blank, to: request, at: now()))
            }
            shown.withLock { $0 = prepared.completed(request) }
            return .failure(Interruption(.retry(reason: "only shown")))
        }
        let outcome: Outcome
        do { outcome = try await prepared.kind.tell(delivery, over: talk) } catch { outcome = error.outcome }
        if let request = shown.withLock({ $0 }) { return prepared.preview(request) }
        throw UnsendableDelivery(reason: outcome.reason ?? "there is nothing to send")
    }
}
