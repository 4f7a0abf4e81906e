package import BridgeCore
package import Logging
import ServiceLifecycle

/// The HTTP side of a running bridge: health, metrics and an API.
package struct Console: Service {
    private let settings: ConsoleSettings
    private let switchboard: Switchboard
    private let log: Logger

    /// - Parameters:
    ///   - registry: what was counted.
    ///   - file: reads the token's file.
    package init(
        _ settings: ConsoleSettings, over bridge: WatchedBridge, _ operations: ConsoleOperations,
        registry: MetricsRegistry, file: @escaping SecretReader, log: Logger
    ) {
        let metrics = MetricsPage(bridge, registry, operations)
        let description = OpenAPIDescription(version: operations.version).json.bytes
        // A page for people belongs here: `Endpoint(.get, "/", .read)`, with a Content-Security-Policy of its own in
        // ``Reply/more``.
        let endpoints =
            HealthEndpoints(liveness: bridge.liveness).endpoints + ListingEndpoints(bridge: bridge).endpoints
            + OperationEndpoints(bridge: bridge, operations: operations, log: log).endpoints + [
                MetricsEndpoint(page: metrics).endpoint, SourceEndpoint(bridge: bridge).endpoint,
                SinkEndpoint(bridge: bridge).endpoint,
                Endpoint(.get, "/api/v1/openapi.json", .read) { _ in Reply(.json, description) },
            ]
        switchboard = Switchboard(endpoints, Gatekeeper(settings, file: file))
        self.settings = settings
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
            try await ConsoleServer(settings, log: log).run(switchboard, onReady: onReady)
        } catch is CancellationError {
            return
        } catch {
            log.error(
                "nobody can ask this service over HTTP: choose another `listen`, or free this one",
                metadata: ["listen": "\(settings.address)", "error": "\(error)"])
        }
    }
}
