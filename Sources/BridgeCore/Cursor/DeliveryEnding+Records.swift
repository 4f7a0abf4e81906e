extension DeliveryEnding {
    /// The records that make it, once `event` is owed to its sink.
    func records(of event: UInt64) -> [CursorRecord] {
        let key = DeliveryKey(event: event, sink: sink)
        let time = if case .dead = settlement { Timestamp?.none } else { at }
        return noted.map { .attempted(key, Attempts($0)) } + [
            .settled(sink: sink, events: [event], settlement, at: time)
        ]
    }

    /// The failures without the one that the dead letter itself tells.
    private var noted: [FailedAttempt] {
        guard case .dead(let letter) = settlement, failures.last == letter.failure else { return failures }
        return failures.dropLast()
    }
}

extension Attempts {
    /// Stands in a checkpoint for a failure before the last one.
    init(_ failure: FailedAttempt) {
        self.init(count: failure.attempt, trying: .zero, reason: failure.reason, at: failure.at)
    }
}
