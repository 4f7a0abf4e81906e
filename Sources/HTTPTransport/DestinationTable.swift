/// All destinations, served in turn, so that a busy one does not starve the others.
struct DestinationTable {
    /// Beyond so many, unused ones are forgotten.
    private static let maxUnused = 64

    private var byOptions: [HTTPOptions: Destination] = [:]
    private var inTurn: [Destination] = []
    private var turn = 0

    var canStart: Bool { inTurn.contains(where: \.canStart) }
    /// Transfers kept for later.
    var idleCount: Int { inTurn.reduce(0) { $0 + $1.idle.count } }

    /// Puts every request of `batch` in the line of its destination.
    mutating func enqueue(_ batch: Batch) {
        var start = 0
        while start < batch.requests.count {
            let options = batch.requests[start].request.options
            let end = batch.requests[start...].firstIndex { $0.request.options != options } ?? batch.requests.count
            destination(for: options).line.append(batch, start..<end)
            start = end
        }
    }

    /// The next request to start and where it goes.
    mutating func next() -> (destination: Destination, batch: Batch, index: Int)? {
        for step in 0..<inTurn.count {
            let position = (turn + step) % inTurn.count
            let destination = inTurn[position]
            if destination.canStart, let (batch, index) = destination.line.next() {
                turn = position + 1
                return (destination, batch, index)
            }
        }
        return nil
    }

    /// Takes out what of `batch`, or of all, is still waiting.
    func removeWaiting(of batch: Batch? = nil) -> [(batch: Batch, indices: Range<Int>)] {
        inTurn.flatMap { $0.line.removeAll(of: batch) }
    }

    private mutating func destination(for options: HTTPOptions) -> Destination {
        if let known = byOptions[options] { return known }
        if inTurn.count >= Self.maxUnused { forgetUnused() }
        let destination = Destination(options: options)
        byOptions[options] = destination
        inTurn.append(destination)
        return destination
    }

    private mutating func forgetUnused() {
        inTurn.removeAll(where: \.isUnused)
        byOptions = byOptions.filter { !$0.value.isUnused }
        turn = 0
    }
}
