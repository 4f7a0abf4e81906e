import Bridge
import BridgeCore
import Console
import Foundation
import HTTPTransport
import Logging
import Simulator

/// The real worker on a simulated account: real signatures over real HTTP, to receivers that check what they get.
enum Demo {
    /// - Returns: whether everything that was told was taken.
    static func play(_ sinks: [DemoSink]) async throws -> Bool {
        let time = SystemTime()
        let folder = try TemporaryFolder()
        let cloud = SimulatedCloud.standard(at: time.now())
        let settings = SimulatorSettings(webhooks: [SimulatedWebhook(name: "siem", secrets: [DemoConfiguration.key])])
        let simulator = Simulator(Simulation(cloud, settings: settings), now: { time.now() })
        let narrator = DemoNarrator(sinks, time)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let (ports, port) = AsyncStream<Int>.makeStream()
            group.addTask {
                try await SimulatorServer(simulator, logger: .quiet).run { port.yield($0) }
            }
            group.addTask { for await event in simulator.events { narrator.tell(event) } }
            let (mailPorts, mailPort) = AsyncStream<Int>.makeStream()
            group.addTask { try await SMTPServer(simulator).run { mailPort.yield($0) } }
            guard let port = await ports.first(where: { _ in true }),
                let mail = await mailPorts.first(where: { _ in true })
            else { return false }
            narrator.open(port: port)
            let text = DemoConfiguration.text(port: port, mail: mail, state: folder.path, sinks: sinks)
            let configuration = try Configuration.parse(text, file: "demo", environment: [:])
            let worker = try await Worker(
                configuration, environment: [:], operations: operations(at: time.now()), log: .quiet)
            group.addTask { await worker.transport.run() }
            group.addTask { await worker.console?.run { narrator.point(toPage: $0) } }
            await worker.service.run {
                await perform(Script.demo(for: cloud), on: simulator, narrator)
                _ = await worker.service.drain(atMost: .seconds(10))
            }
            let (mailbox, kept) = await (simulator.mailbox, simulator.tickets)
            group.cancelAll()
            return narrator.close(mailbox.tallies, kept: kept)
        }
    }

    private static func operations(at now: Timestamp) -> ConsoleOperations {
        ConsoleOperations(
            version: Version.number, started: now, reloads: ReloadLedger(start: now),
            reload: { ["the demo has no configuration to read again"] }, logLevel: { "critical" },
            setLogLevel: { _ in false })
    }

    /// Plays the script, and gives the worker time to see the last of it.
    private static func perform(_ script: Script, on simulator: Simulator, _ narrator: DemoNarrator) async {
        do {
            try await script.play(on: simulator, clock: .continuous) { narrator.tell($0) }
        } catch {
            narrator.complain("\(error)")
        }
        try? await Task.sleep(for: .seconds(3))
    }
}

/// A folder that is gone when its owner is.
private final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "checkbridge-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
