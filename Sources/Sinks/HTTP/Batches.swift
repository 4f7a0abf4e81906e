import BridgeCore

/// Which deliveries share a request, as ranges of their positions: neighbours, as many as may, and never more than
/// 1 MiB of them.
struct Batches {
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

    /// The next ones, at most `count`; `nil` when all were handed out.
    mutating func next(_ count: Int) -> [Range<Int>]? {
        guard position < waiting.count else { return nil }
        let wave = waiting[position..<min(position + count, waiting.count)]
        position = wave.endIndex
        return Array(wave)
    }

    /// What has to be tried again, in smaller parts.
    mutating func add(_ ranges: [Range<Int>]) { waiting += ranges }
}

/// The positions of deliveries in the array that was handed in.
extension Range<Int> {
    var halves: [Range<Int>] {
        let middle = lowerBound + count / 2
        return [lowerBound..<middle, middle..<upperBound]
    }

    /// - Parameter outcomes: one for each, in order.
    func reports(_ outcomes: [Outcome]) -> [DeliveryReport] {
        enumerated().map { place, index in
            let missing = Outcome.retry(reason: "the receiver did not say what became of it")
            return DeliveryReport(index: index, outcome: place < outcomes.count ? outcomes[place] : missing)
        }
    }

    func reports(_ outcome: Outcome) -> [DeliveryReport] {
        map { DeliveryReport(index: $0, outcome: outcome) }
    }
}
