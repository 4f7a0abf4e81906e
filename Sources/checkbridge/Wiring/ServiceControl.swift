import Bridge
import BridgeCore
import Console
import Glibc
import Logging
import ServiceLifecycle

/// Runs the service, and again with another configuration whenever one is taken, until it is told to stop.
///
/// A reload is what a restart would be, without leaving the process: the bridge ends in order and begins again, with
/// secrets, sinks, sources and addresses as they are now. What was wrong with the new configuration is found before.
actor ServiceControl {
    private let path: String
    private let environment: [String: String]
    private let threads: any TaskExecutor
    private let time = SystemTime()
    private let dial = LogDial()
    private let started: Timestamp
    private let reloads: ReloadLedger
    private var log = Logger.quiet
    private var group: ServiceGroup?
    private var next: Configuration?
    private var stops = 0

    /// - Parameters:
    ///   - path: of the configuration file.
    ///   - threads: what the service runs on.
    init(_ path: String, environment: [String: String], on threads: any TaskExecutor) {
        self.path = path
        self.environment = environment
        self.threads = threads
        started = time.now()
        reloads = ReloadLedger(start: started)
    }

    /// Runs until it is told to stop.
    /// - Throws: what keeps the first configuration from starting, or one that started before.
    func run(_ first: Configuration) async throws {
        var configuration = first
        try await serve(configuration)
        while let next = takeNext() {
            do {
                try await serve(next)
                configuration = next
            } catch {
                log.error(
                    "the new configuration does not start: the one before goes on", metadata: ["error": "\(error)"])
                reloads.fail()
                try await serve(configuration)
            }
        }
    }

    /// Asks for the end in order, and at the second time ends the process at once: the state is safe at any instant.
    func stop() async {
        stops += 1
        if stops > 1 { _exit(EXIT_FAILURE) }
        await group?.triggerGracefulShutdown()
    }

    /// Reads the configuration again and has it take the place of the present one, if nothing is wrong with it.
    /// - Returns: what is wrong; empty if it is taken.
    func reload() async -> [String] {
        guard stops == 0 else { return ["the service is stopping"] }
        let problems = await check()
        guard problems.isEmpty else {
            reloads.fail()
            for problem in problems { log.error("not reloaded", metadata: ["problem": "\(problem)"]) }
            return problems
        }
        log.notice("reloading the configuration")
        await group?.triggerGracefulShutdown()
        return []
    }

    /// From the configured log level to `debug`, or back.
    func toggleDebug() {
        dial.toggle()
        log.notice("the log level is changed", metadata: ["level": "\(dial.level.rawValue)"])
    }

    private func check() async -> [String] {
        do throws(ConfigurationErrors) {
            let configuration = try Configuration.load(path, environment: environment)
            if let problem = Parts.problem(with: configuration, environment: environment) { return [problem] }
            next = configuration
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    private func takeNext() -> Configuration? {
        defer { next = nil }
        return stops == 0 ? next : nil
    }

    private func serve(_ configuration: Configuration) async throws {
        ProcessSetup.keepMemory(private: !configuration.allowsCoreDumps)
        log = Logger(configuration.log, dial: dial)
        let worker = try await Worker(
            configuration, environment: environment, operations: operations, on: threads, log: log)
        defer { worker.release() }
        let group = ServiceGroup(configuration: .init(services: worker.services, logger: log))
        self.group = group
        // Whoever asked before there was anything to stop is heard now.
        if stops > 0 || next != nil { await group.triggerGracefulShutdown() }
        reloads.succeed(at: time.now())
        log.info("running", metadata: ["version": "\(Version.number)"])
        try await group.run()
        self.group = nil
    }

    private var operations: ConsoleOperations {
        ConsoleOperations(
            version: Version.number, started: started, reloads: reloads, reload: { await self.reload() },
            logLevel: { [dial] in dial.level.rawValue },
            setLogLevel: { [dial] word in
                guard let level = Logger.Level(rawValue: word) else { return false }
                dial.set(level)
                return true
            })
    }
}
