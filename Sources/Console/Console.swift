import Bridge
package import BridgeCore
package import Logging
import ServiceLifecycle

/// The HTTP side of a running bridge: health, metrics, an API and a page for people.
package struct Console: Service {
    private let settings: ConsoleSettings
    private let switchboard: Switchboard
    private let changes: ChangeFeed
    private let log: Logger

    /// - Parameters:
    ///   - registry: what was counted.
    ///   - file: reads the token's file.
    ///   - random: makes browsers' sessions differ.
    package init(
        _ settings: ConsoleSettings, over bridge: WatchedBridge, _ operations: ConsoleOperations,
        registry: MetricsRegistry, file: @escaping SecretReader,
        random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }, log: Logger
    ) {
        let metrics = MetricsPage(bridge, registry, operations)
        let description = OpenAPIDescription(version: operations.version).json.bytes
        let time = bridge.time
        let gatekeeper = Gatekeeper(settings, file: file, now: { time.now() })
        let dress = PageDress(gatekeeper: gatekeeper, version: operations.version)
        let endpoints =
            HealthEndpoints(liveness: bridge.liveness).endpoints + ListingEndpoints(bridge: bridge).endpoints
            + OperationEndpoints(bridge: bridge, operations: operations, log: log).endpoints
            + PageEndpoints(bridge: bridge, dress: dress).endpoints
            + PageActions(bridge: bridge, dress: dress, random: random, log: log).endpoints + [
                MetricsEndpoint(page: metrics).endpoint, SourceEndpoint(bridge: bridge).endpoint,
                SinkEndpoint(bridge: bridge).endpoint, ChangeEndpoint(changes: bridge.changes, time: time).endpoint,
                Endpoint(.get, "/api/v1/openapi.json", .read) { _ in Reply(.json, description) },
            ]
        switchboard = Switchboard(endpoints, gatekeeper, dress: { dress.dress($0, $1) })
        self.settings = settings
        changes = bridge.changes
        self.log = log
    }

    /// What a request gets, however it came.
    package func answer(_ request: ConsoleRequest) async -> Reply {
        await switchboard.answer(request)
    }

    /// Serves until it is told to shut down or the task is cancelled. An address that cannot be had is no reason not to
    /// watch: the bridge runs without it.
    package func run() async {
        await run { _ in }
    }

    /// - Parameter onReady: is told the port once connections are taken.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async {
        do {
            try await withGracefulShutdownHandler {
                try await ConsoleServer(settings, log: log).run(switchboard, onReady: onReady)
            } onGracefulShutdown: { [changes] in
                // Those who only wait for news would hold up the end.
                changes.close()
            }
        } catch is CancellationError {
            return
        } catch {
            log.error(
                "nobody can ask this service over HTTP: choose another `listen`, or free this one",
                metadata: ["listen": "\(settings.address)", "error": "\(error)"])
        }
    }
}
