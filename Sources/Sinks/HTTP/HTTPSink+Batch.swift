import BridgeCore
import HTTPTransport

/// A request, and the deliveries that it carries.
struct SentBatch: Sendable {
    /// With the positions that they have among all.
    var deliveries: ArraySlice<Delivery>
    var range: Range<Int> { deliveries.indices }
    var request: HTTPRequest
}

/// What is made of batches before anything is sent.
struct Wave: Sendable {
    var sendable: [SentBatch] = []
    /// On those deliveries of which no request is made.
    var reports: [DeliveryReport] = []
    /// Of the batches that hold one of those.
    var halves: [Range<Int>] = []
}

extension Prepared where Kind: HTTPSinkKind {
    /// The requests for the batches.
    func requests(for ranges: [Range<Int>], of deliveries: [Delivery], at now: Timestamp) -> Wave {
        var wave = Wave()
        wave.sendable.reserveCapacity(ranges.count)
        for range in ranges {
            do {
                let request = try kind.request(for: Array(deliveries[range]), at: now)
                wave.sendable.append(SentBatch(deliveries: deliveries[range], request: completed(request)))
            } catch  where range.count > 1 {
                wave.halves += range.halves
            } catch {
                wave.reports += range.reports(error.outcome)
            }
        }
        return wave
    }

    func preview(of delivery: Delivery, at now: Timestamp) throws -> SinkPreview {
        preview(completed(try kind.request(for: [delivery], at: now)))
    }

    func judge(
        _ result: Result<HTTPResponse, HTTPTransportError>, _ sent: SentBatch, at now: Timestamp
    ) -> (reports: [DeliveryReport], halves: [Range<Int>]) {
        switch result {
        case .success(let response):
            switch kind.verdict(on: reply(response, to: sent.request, of: sent.deliveries, at: now)) {
            case .split where sent.range.count > 1: return ([], sent.range.halves)
            case .split(let outcome), .all(let outcome): return (sent.range.reports(outcome), [])
            case .each(let outcomes): return (sent.range.reports(outcomes), [])
            }
        case .failure(let error): return (sent.range.reports(outcome(error, of: sent.request)), [])
        }
    }
}
