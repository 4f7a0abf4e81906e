import BridgeCore
import HTTPTransport

/// A request, and the positions of the deliveries that it carries.
struct SentBatch: Sendable {
    var range: Range<Int>
    var request: HTTPRequest
}

extension Prepared where Kind: HTTPSinkKind {
    /// The requests for the batches, and the reports on those deliveries of which none can be made.
    func requests(
        for wave: [Range<Int>], of deliveries: [Delivery], at now: Timestamp
    ) -> (sendable: [SentBatch], unsendable: [DeliveryReport]) {
        var sendable: [SentBatch] = []
        var unsendable: [DeliveryReport] = []
        sendable.reserveCapacity(wave.count)
        for range in wave {
            do {
                let request = try kind.request(for: Array(deliveries[range]), at: now)
                sendable.append(SentBatch(range: range, request: completed(request)))
            } catch {
                unsendable += range.reports(.rejected(reason: error.reason, scope: .delivery))
            }
        }
        return (sendable, unsendable)
    }

    func preview(of delivery: Delivery, at now: Timestamp) throws -> SinkPreview {
        let (sendable, unsendable) = requests(for: [0..<1], of: [delivery], at: now)
        guard let request = sendable.first?.request else {
            guard case .rejected(let reason, _)? = unsendable.first?.outcome else {
                return SinkPreview(head: [], body: [])
            }
            throw UnsendableDelivery(reason: reason)
        }
        return preview(request)
    }

    func judge(
        _ result: Result<HTTPResponse, HTTPTransportError>, _ sent: SentBatch, at now: Timestamp
    ) -> (reports: [DeliveryReport], halves: [Range<Int>]) {
        switch result {
        case .success(let response):
            switch kind.verdict(on: reply(response, to: sent.request, at: now)) {
            case .split where sent.range.count > 1: return ([], sent.range.halves)
            case .split(let outcome), .all(let outcome): return (sent.range.reports(outcome), [])
            case .each(let outcomes): return (sent.range.reports(outcomes), [])
            }
        case .failure(let error): return (sent.range.reports(outcome(error, of: sent.request)), [])
        }
    }
}
