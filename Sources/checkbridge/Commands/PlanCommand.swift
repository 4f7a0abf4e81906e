import ArgumentParser
import Bridge
import BridgeCore
import Foundation
import HTTPTransport

/// `checkbridge plan`
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Polls, and prints which events would go where. Changes nothing and sends nothing.")

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Print one JSON object for each event.")
    var json = false

    func run() async throws {
        ProcessSetup.prepare()
        let configuration = try file.load()
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let time = SystemTime()
        let parts = try Parts(
            configuration, http: transport, environment: ProcessInfo.processInfo.environment, time: time,
            random: { UInt64.random(in: .min ... .max) })
        let disk = FileDisk(reading: configuration.stateDirectory)
        let cursor =
            try await CursorFiles(on: disk).load()?.cursor
            ?? Cursor(identity: CursorIdentity(lineage: "plan", checkpoint: ""))
        let router = Router(root: configuration.route)
        let failed = await withTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            var failed = false
            for source in parts.sources where await !plan(source, cursor, router, time.now()) { failed = true }
            group.cancelAll()
            return failed
        }
        if failed { throw ExitCode.failure }
    }

    /// - Returns: whether the source answered in full.
    private func plan(_ source: WatchedSource, _ cursor: Cursor, _ router: Router, _ now: Timestamp) async -> Bool {
        let name = source.identity.name
        do {
            let poll = try await source.source.poll(knowing: cursor.findings(of: name))
            poll.remarks.forEach { Terminal.complain("\(name): \($0)") }
            let report = try cursor.advance(
                by: poll, of: source.identity, under: source.policy, router: router, at: now
            ).report
            Terminal.complain("\(name): \(report.findings) findings, \(report.events.count) event(s)")
            report.incomplete.forEach { Terminal.complain("\(name): incomplete: \($0.scope.label) \($0.reason)") }
            report.events.forEach(show)
            poll.failures.forEach { Terminal.complain("\(name): \($0)") }
            return poll.failures.isEmpty
        } catch {
            Terminal.complain("\(name): \(error)")
            return false
        }
    }

    private func show(_ owed: OwedEvent) {
        guard !json else {
            var writer = JSONWriter()
            writer.object {
                $0.member("sinks", array: { array in owed.sinks.forEach { array.string($0) } })
                $0.member("event", raw: owed.event.json)
            }
            return Terminal.say(String(decoding: writer.bytes, as: UTF8.self))
        }
        guard let event = try? Event(owed.event) else { return }
        let message = MessageRenderer().message(for: event)
        Terminal.say(
            "\(message.headline)\n    -> \(owed.sinks.isEmpty ? "nobody" : owed.sinks.joined(separator: ", "))")
    }
}
