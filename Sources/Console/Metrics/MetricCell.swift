import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterCell: CounterHandler, FloatingPointCounterHandler {
    private let total = Mutex(0.0)

    var value: Double { total.withLock { $0 } }

    func increment(by amount: Int64) { total.withLock { $0 += Double(amount) } }
    func increment(by amount: Double) { total.withLock { $0 += amount } }
    func reset() { total.withLock { $0 = 0 } }
}

/// A number that is what was last said.
final class GaugeCell: MeterHandler, RecorderHandler {
    private let last = Mutex(0.0)

    var value: Double { last.withLock { $0 } }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { last.withLock { $0 = value } }
    func increment(by amount: Double) { last.withLock { $0 += amount } }
    func decrement(by amount: Double) { last.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }
}

/// Times or other amounts, counted by size.
final class HistogramCell: TimerHandler, RecorderHandler {
    private let bounds: [Double]
    /// Of each bucket, the sum and the count.
    private let heads: SampleHeads
    private let state: Mutex<(counts: [UInt64], sum: Double)>

    init(_ name: String, _ labels: MetricLabels, bounds: [Double]) {
        self.bounds = bounds
        var heads = SampleHeads()
        for bound in bounds + [.infinity] { heads.append("\(name)_bucket", labels.with("le", Exposition.text(bound))) }
        heads.append("\(name)_sum", labels)
        heads.append("\(name)_count", labels)
        self.heads = heads
        state = Mutex((Array(repeating: 0, count: bounds.count + 1), 0))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[bucket] += 1
            $0.sum += value
        }
    }

    func write(to exposition: inout Exposition) {
        let (counts, sum) = state.withLock { $0 }
        var below: UInt64 = 0
        let buckets = counts.map { count in
            below += count
            return Double(below)
        }
        exposition.samples(heads, buckets + [sum, Double(below)])
    }
}
