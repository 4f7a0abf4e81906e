import AlibabaCloud
import Bridge
import BridgeCore
import Console
import Foundation
import HTTPTransport
import Logging
import ServiceLifecycle

/// Everything put together as the configuration says.
struct Worker {
    let transport: CurlTransport
    let service: BridgeService
    let keeper: DeadLetterKeeper
    let control: ControlServer
    let console: Console?
    private let heartbeat: Heartbeat?
    private let memory: StartMemory
    private let folder: StateFolder

    /// - Parameters:
    ///   - operations: what the console may ask for; `nil` is no console.
    ///   - threads: what tasks run on that serve several callers; `nil` is the language's own.
    /// - Throws: ``StateFolderError``, ``CursorFileError``, ``DiskError`` or ``WiringError``: each says what to do.
    init(
        _ configuration: Configuration, environment: [String: String], operations: ConsoleOperations? = nil,
        on threads: (any TaskExecutor)? = nil, log: Logger
    ) async throws {
        let time = SystemTime()
        let random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
        log.note(.system(), needed: configuration.needingAuthorities)
        transport = try CurlTransport(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let parts = try Parts(
            configuration, http: transport, environment: environment, time: time, random: random, on: threads)
        let folder = try StateFolder(
            configuration.stateDirectory, allowsNetwork: configuration.allowsNetworkState)
        self.folder = folder
        let disk = FileDisk(folder)
        let router = Router(root: configuration.route)
        let opening = CursorOpening(folder, on: disk, at: time.now(), log: log)
        let contents = try await opening.open(configuration.onDamage.policy(router, lineage: CursorStore.id(random)))
        if let contents { log.note(contents) }
        let wiring = ConsoleWiring(parts, time: time, on: threads)
        let store = try await CursorStore(
            contents, on: disk, time: time, random: random, observer: wiring.observer, log: log)
        let keeper = DeadLetterKeeper(store, time: time, log: log)
        let deliverer = Deliverer(
            parts.destinations, from: store, router: router, time: time, random: random, log: log,
            observer: wiring.observer, onDeadLetter: keeper.ring)
        self.keeper = keeper
        let controller = Controller(
            store, sinks: Set(configuration.sinks.map(\.name)), deliverer: deliverer,
            liveness: wiring.liveness(of: store, deliverer))
        control = ControlServer(ControlSocket(in: folder.path), controller, log: log)
        console = operations.flatMap {
            wiring.console(configuration, over: store, deliverer, controller, $0, log: log)
        }
        memory = wiring.startMemory
        heartbeat = wiring.heartbeat(configuration, over: store, deliverer, http: transport, log: log)
        service = BridgeService(
            store: store,
            poller: Poller(
                parts.sources, into: store, router: router, time: time, log: log, observer: wiring.observer),
            deliverer: deliverer, shutdownTimeout: configuration.shutdownTimeout, time: time, log: log)
    }
}

extension Worker {
    /// Lets another worker have the state: to be called when this one has ended.
    func release() {
        folder.release()
    }

    /// In the order in which they begin; they end the other way round, so that who is asked last ends last.
    var services: [ServiceGroupConfiguration.ServiceConfiguration] {
        let first: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: TransportService(transport: transport))
        ]
        let last: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup),
            .init(service: keeper, successTerminationBehavior: .ignore),
            .init(service: control, successTerminationBehavior: .ignore),
            .init(service: memory, successTerminationBehavior: .ignore),
        ]
        let console = console.map {
            ServiceGroupConfiguration.ServiceConfiguration(service: $0, successTerminationBehavior: .ignore)
        }
        let heartbeat = heartbeat.map {
            ServiceGroupConfiguration.ServiceConfiguration(service: $0, successTerminationBehavior: .ignore)
        }
        return first + [console].compactMap { $0 } + last + [heartbeat].compactMap { $0 }
    }
}

extension Configuration.OnDamage {
    fileprivate func policy(_ router: Router, lineage: String) -> CursorOpening.DamagePolicy {
        switch self {
        case .refuse: .refuse
        case .quarantine: .quarantine(router, lineage: lineage)
        }
    }
}

/// The sources and sinks of a configuration.
struct Parts {
    let sources: [WatchedSource]
    let destinations: [Deliverer.Destination]

    init(
        _ configuration: Configuration, http: any HTTPClient, environment: [String: String], time: SystemTime,
        random: @escaping @Sendable () -> UInt64, on threads: (any TaskExecutor)? = nil
    ) throws(WiringError) {
        let surroundings = Surroundings(
            now: { time.now() }, uptime: { time.uptime() }, sleep: { try await time.sleep(for: $0) }, random: random,
            executor: threads)
        let factory = try SourceFactory(
            configuration.accounts, http: http, environment: environment, surroundings: surroundings)
        var sources: [WatchedSource] = []
        for source in configuration.sources {
            sources.append(try factory.watched(source, baseline: configuration.baseline))
        }
        let sinks = SinkFactory(http: http, egress: configuration.egress, now: { time.now() })
        var destinations: [Deliverer.Destination] = []
        for sink in configuration.sinks { destinations.append(try sinks.destination(sink)) }
        self.sources = sources
        self.destinations = destinations
    }

    /// What would keep the sources and sinks of a configuration from being made; `nil` if nothing would.
    static func problem(with configuration: Configuration, environment: [String: String]) -> String? {
        do {
            let http = try CurlTransport(configuration: .init(userAgent: ""))
            _ = try Parts(
                configuration, http: http, environment: environment, time: SystemTime(), random: { 0 })
            return nil
        } catch {
            return "\(error)"
        }
    }
}

extension Logger {
    /// Says at once what otherwise only each failed handshake would. It is no reason not to start: libcurl looks
    /// for them again at every connection, so that they may still arrive.
    fileprivate func note(_ store: TrustStore, needed names: [String]) {
        guard !names.isEmpty, let problem = store.problem() else { return }
        error(
            "no https server can be verified",
            metadata: ["problem": "\(problem)", "needed_by": "\(names.firstFew)", "advice": "\(TrustStore.advice)"])
    }

    fileprivate func note(_ contents: CursorFiles.Contents) {
        let findings = contents.cursor.scopes.reduce(0) { $0 + $1.findings.count }
        let owed = contents.cursor.outbox.backlog.values.reduce(0, +)
        info("state read", metadata: ["findings": "\(findings)", "owed": "\(owed)", "commits": "\(contents.commits)"])
        guard contents.tornBytes > 0 else { return }
        warning(
            "a crash left a torn tail behind the last whole commit; nothing was sent because of it, it is dropped",
            metadata: ["bytes": "\(contents.tornBytes)"])
    }
}
