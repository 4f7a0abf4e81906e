import AlibabaCloud
import Bridge
import BridgeCore
import Foundation
import HTTPTransport
import Logging

/// Everything put together as the configuration says.
struct Worker {
    let transport: CurlTransport
    let service: BridgeService
    let keeper: DeadLetterKeeper
    let control: ControlServer

    /// - Throws: ``StateFolderError``, ``CursorFileError``, ``DiskError`` or ``WiringError``: each says what to do.
    init(_ configuration: Configuration, environment: [String: String], log: Logger) async throws {
        let time = SystemTime()
        let random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
        transport = try CurlTransport(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let parts = try Parts(configuration, http: transport, environment: environment, time: time, random: random)
        let folder = try StateFolder(
            configuration.stateDirectory, allowsNetwork: configuration.allowsNetworkState)
        let disk = FileDisk(folder)
        let router = Router(root: configuration.route)
        let opening = CursorOpening(folder, on: disk, at: time.now(), log: log)
        let contents = try await opening.open(configuration.onDamage.policy(router, lineage: CursorStore.id(random)))
        if let contents { log.note(contents) }
        let store = try await CursorStore(contents, on: disk, time: time, random: random, log: log)
        let keeper = DeadLetterKeeper(store, time: time, log: log)
        let deliverer = Deliverer(
            parts.destinations, from: store, router: router, time: time, random: random, log: log,
            onDeadLetter: keeper.ring)
        self.keeper = keeper
        control = ControlServer(
            ControlSocket(in: folder.path),
            Controller(store, sinks: Set(configuration.sinks.map(\.name)), deliverer: deliverer), log: log)
        service = BridgeService(
            store: store, poller: Poller(parts.sources, into: store, router: router, time: time, log: log),
            deliverer: deliverer, shutdownTimeout: configuration.shutdownTimeout, time: time, log: log)
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
        random: @escaping @Sendable () -> UInt64
    ) throws(WiringError) {
        let surroundings = Surroundings(
            now: { time.now() }, uptime: { time.uptime() }, sleep: { try await time.sleep(for: $0) }, random: random)
        let factory = try SourceFactory(
            configuration.accounts, http: http, environment: environment, surroundings: surroundings)
        var sources: [WatchedSource] = []
        for source in configuration.sources {
            sources.append(try factory.watched(source, baseline: configuration.baseline))
        }
        let sinks = SinkFactory(http: http, now: { time.now() })
        var destinations: [Deliverer.Destination] = []
        for sink in configuration.sinks { destinations.append(try sinks.destination(sink)) }
        self.sources = sources
        self.destinations = destinations
    }
}

extension Logger {
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
