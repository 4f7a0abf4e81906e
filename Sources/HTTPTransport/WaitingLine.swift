/// Requests waiting for one destination, first come first served. Holds stretches of batches, so that a large batch costs no more than a small one.
struct WaitingLine {
    private struct Stretch {
        let batch: Batch
        var indices: Range<Int>
    }

    private var stretches: [Stretch] = []
    /// Those before it are used up; moving a mark is cheaper than moving the array.
    private var head = 0

    var isEmpty: Bool { head == stretches.count }
    var hasStartable: Bool { firstStartable != nil }

    mutating func append(_ batch: Batch, _ indices: Range<Int>) {
        stretches.append(Stretch(batch: batch, indices: indices))
    }

    /// The next request to start, if any. A batch whose results are not taken is passed over: it must not hold up the others.
    mutating func next() -> (batch: Batch, index: Int)? {
        guard let position = firstStartable else { return nil }
        let batch = stretches[position].batch
        let index = stretches[position].indices.lowerBound
        stretches[position].indices = index + 1..<stretches[position].indices.upperBound
        if stretches[position].indices.isEmpty { remove(at: position) }
        return (batch, index)
    }

    /// Takes out all of `batch`, or all there is; returns the indices.
    mutating func removeAll(of batch: Batch? = nil) -> [(batch: Batch, indices: Range<Int>)] {
        let waiting = stretches[head...]
        let taken = waiting.filter { batch == nil || $0.batch === batch }
        stretches = waiting.filter { batch != nil && $0.batch !== batch }
        head = 0
        return taken.map { ($0.batch, $0.indices) }
    }

    private var firstStartable: Int? {
        stretches[head...].firstIndex { $0.batch.hasRoom }
    }

    private mutating func remove(at position: Int) {
        guard position == head else {
            stretches.remove(at: position)
            return
        }
        head += 1
        guard head == stretches.count || head >= 1024 else { return }
        stretches.removeFirst(head)
        head = 0
    }
}
