import Bridge
import BridgeCore
import Console
import HTTPTransport
import Logging
import ServiceLifecycle

/// Everything that watches a worker: what is told to it, and what it tells on.
struct ConsoleWiring {
    private let registry: MetricsRegistry
    private let telemetry: Telemetry
    private let polls: PollBook
    private let deliveries: DeliveryBook
    private let changes = ChangeFeed()
    private let watch: PollWatch
    private let parts: Parts
    private let time: SystemTime
    private let threads: (any TaskExecutor)?

    init(_ parts: Parts, time: SystemTime, on threads: (any TaskExecutor)?) {
        let names = parts.sources.map(\.identity.name)
        registry = MetricsRegistry(MetricFamily.counted)
        telemetry = Telemetry(
            sources: names, sinks: parts.destinations.map(\.traits.name), in: registry, now: { time.now() })
        polls = PollBook(sources: names, now: { time.now() })
        deliveries = DeliveryBook(sinks: parts.destinations.map(\.traits.name), now: { time.now() })
        watch = PollWatch(parts.sources, time: time)
        self.parts = parts
        self.time = time
        self.threads = threads
    }

    var observer: any BridgeObserver { BridgeObservers([telemetry, polls, deliveries, changes, watch]) }

    var startMemory: StartMemory { StartMemory(after: watch, time: time) }

    func liveness(of store: CursorStore, _ deliverer: Deliverer) -> Liveness {
        Liveness(polls: watch, store: store, deliverer: deliverer, time: time, on: threads)
    }

    /// - Returns: `nil` if the configuration wants none.
    func console(
        _ configuration: Configuration, over store: CursorStore, _ deliverer: Deliverer, _ controller: Controller,
        _ operations: ConsoleOperations, log: Logger
    ) -> Console? {
        guard let listen = configuration.listen else { return nil }
        let bridge = WatchedBridge(
            store: store, deliverer: deliverer, controller: controller, liveness: liveness(of: store, deliverer),
            polls: polls, deliveries: deliveries, changes: changes, sources: parts.sources,
            sinks: parts.destinations.map(\.traits), time: time)
        let settings = ConsoleSettings(
            host: listen.address.host, port: listen.address.port, token: listen.token,
            opensMetrics: listen.metrics == .open)
        return Console(settings, over: bridge, operations, registry: registry, file: SecretFile.read, log: log)
    }

    /// - Returns: `nil` if the configuration wants none.
    func heartbeat(
        _ configuration: Configuration, over store: CursorStore, _ deliverer: Deliverer, http: any HTTPClient,
        log: Logger
    ) -> Heartbeat? {
        configuration.heartbeat.map { heartbeat in
            Heartbeat(
                .init(url: heartbeat.url, every: heartbeat.every, egress: configuration.egress),
                of: liveness(of: store, deliverer), http: http,
                file: SecretFile.read, time: time, metrics: registry, log: log)
        }
    }
}
