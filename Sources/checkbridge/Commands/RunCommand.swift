import ArgumentParser
import Bridge
import Foundation
import HTTPTransport
import Logging

/// `checkbridge run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Watches and tells, until SIGTERM.")

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Poll every source once, deliver what is owed, and exit: 1 if a source failed or something stays owed.")
    var once = false

    @Option(help: "With --once: for how long to deliver, as in 60s or 5m; a number alone is seconds.")
    var wait = WaitTime(.seconds(60))

    func run() async throws {
        ProcessSetup.prepare()
        let configuration = try file.load()
        let log = Logger(configuration.log)
        do {
            if once { try await runOnce(configuration, log) } else { try await runOn(configuration) }
        } catch let exit as ExitCode {
            throw exit
        } catch {
            log.critical("cannot start", metadata: ["error": "\(error)"])
            throw ExitCode.failure
        }
        if !once { log.info("stopped") }
    }

    private func runOn(_ configuration: Configuration) async throws {
        let control = ServiceControl(
            file.path, environment: ProcessInfo.processInfo.environment, on: EntryPoint.threads)
        // Trapped before anybody is told that it runs: no signal may fall into a gap.
        let signals = await ServiceSignals()
        try await withThrowingTaskGroup(of: Void.self) { watch in
            watch.addTask { await signals.forward(to: control) }
            try await control.run(configuration)
            watch.cancelAll()
        }
    }

    private func runOnce(_ configuration: Configuration, _ log: Logger) async throws {
        let worker = try await Worker(
            configuration, environment: ProcessInfo.processInfo.environment, log: log)
        let round = await withTaskGroup(of: BridgeService.Round?.self) { group in
            group.addTask {
                await worker.transport.run()
                return nil
            }
            group.addTask {
                await worker.keeper.run()
                return nil
            }
            group.addTask {
                await worker.control.run()
                return nil
            }
            let round = await worker.service.runOnce(wait: wait.duration)
            group.cancelAll()
            return round
        }
        for (sink, owed) in round.owed.sorted(by: { $0.key < $1.key }) {
            log.error(
                "still owed; it stays owed until the next run", metadata: ["sink": "\(sink)", "events": "\(owed)"])
        }
        if !round.isPolled || !round.owed.isEmpty { throw ExitCode.failure }
    }
}

/// A time on the command line, written as in the configuration.
struct WaitTime: ExpressibleByArgument {
    private static let longest: Duration = .seconds(86_400)
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        guard let duration = Int64(argument).map(Duration.seconds) ?? Duration(text: argument),
            (.zero...Self.longest).contains(duration)
        else { return nil }
        self.duration = duration
    }

    var defaultValueDescription: String { duration.text }
}
