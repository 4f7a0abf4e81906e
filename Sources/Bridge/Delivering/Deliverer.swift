package import BridgeCore
package import Logging

/// One lane for each sink, all running side by side: a bad one never holds up another.
package struct Deliverer: Sendable {
    private let lanes: [LaneRunner]
    private let tests: [SinkTest]
    private let time: any TimeSource

    /// A sink with everything that its lane must know.
    package struct Destination: Sendable {
        package var sink: any Sink
        package var traits: SinkTraits
        package var retry: RetryPolicy
        /// The name of the sink that gets what this one gives up.
        package var fallback: String?

        package init(
            sink: any Sink, traits: SinkTraits, retry: RetryPolicy = RetryPolicy(), fallback: String? = nil
        ) {
            self.sink = sink
            self.traits = traits
            self.retry = retry
            self.fallback = fallback
        }
    }

    package init(
        _ destinations: [Destination], from store: CursorStore, router: Router, time: any TimeSource,
        random: @escaping @Sendable () -> UInt64, log: Logger, observer: any BridgeObserver = BridgeObservers(),
        onDeadLetter: @escaping @Sendable () -> Void = {}
    ) {
        self.time = time
        var tests: [SinkTest] = []
        var gates: [String: RateGate] = [:]
        lanes = destinations.map { destination in
            let traits = destination.traits
            let gate = gates[traits.destination] ?? RateGate(traits.rate, at: time.uptime())
            gates[traits.destination] = gate
            tests.append(SinkTest(of: destination, through: gate, time: time, random: random))
            return LaneRunner(
                LaneTraits(traits, retry: destination.retry, fallback: destination.fallback), to: destination.sink,
                through: gate, store: store,
                time: time, random: random, log: log, observer: observer
            ) { effect in
                if effect.buries { onDeadLetter() }
                await Self.tell(effect, of: traits, store, router, log)
            }
        }
        self.tests = tests
    }

    /// Delivers until it is told to stop, and what is under way is done.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for lane in lanes { group.addTask { await lane.run() } }
        }
    }

    /// Lets nothing new out.
    package func stop() async {
        for lane in lanes { await lane.stop() }
    }

    /// Cuts short what is under way.
    package func abandon() async {
        for lane in lanes { await lane.abandon() }
    }

    /// Returns when nothing is owed any more, or after `limit`.
    /// - Returns: whether nothing is owed.
    package func drain(atMost limit: Duration) async -> Bool {
        let end = time.uptime() + limit
        while time.uptime() < end {
            if await isIdle() { return true }
            try? await time.sleep(for: .milliseconds(20))
            if Task.isCancelled { break }
        }
        return await isIdle()
    }

    /// How each sink is doing.
    package var health: [String: LaneHealth] {
        get async {
            var health: [String: LaneHealth] = [:]
            for (lane, test) in zip(lanes, tests) { health[test.traits.name] = await lane.health }
            return health
        }
    }

    /// The lane of that sink and the way to test it; `nil` if there is no such sink.
    package func lane(of sink: String) -> (lane: LaneRunner, test: SinkTest)? {
        zip(lanes, tests).first { $0.1.traits.name == sink }.map { (lane: $0, test: $1) }
    }

    private func isIdle() async -> Bool {
        for lane in lanes where await !lane.isIdle { return false }
        return true
    }

    /// What happens to a sink is told through the others.
    private static func tell(
        _ effect: LaneEffect, of sink: SinkTraits, _ store: CursorStore, _ router: Router, _ log: Logger
    ) async {
        guard let (health, trouble) = effect.health else { return }
        let facts: Logger.Metadata = [
            "sink": "\(sink.name)", "endpoint": "\(sink.endpoint)", "why": "\(trouble.reason)",
        ]
        log.log(level: health == .recovered ? .notice : .error, "sink \(health.rawValue)", metadata: facts)
        _ = try? await store.commit { cursor, now in
            cursor.advance(to: health, trouble, of: sink, router: router, at: now)
        }
    }
}

extension LaneEffect {
    fileprivate var buries: Bool {
        if case .settle(_, .dead) = self { true } else { false }
    }

    fileprivate var health: (EventType.SinkHealth, LaneTrouble)? {
        switch self {
        case .failing(let trouble): (.failing, trouble)
        case .paused(let trouble): (.paused, trouble)
        case .recovered(let trouble): (.recovered, trouble)
        case .settle, .note, .remember, .form: nil
        }
    }
}
