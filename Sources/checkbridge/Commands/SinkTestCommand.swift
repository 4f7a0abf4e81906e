import ArgumentParser
import Bridge
import BridgeCore
import Foundation
import HTTPTransport

/// `checkbridge sink test`
struct SinkTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Sends a real test message on the way that every message takes, and explains the answer.",
        discussion:
            "A running service sends it itself, and lets a sink that it had paused go on if the message was taken.")

    @Argument(help: "The sink's name.")
    var name: String

    @OptionGroup var file: ConfigurationOption

    func run() async throws {
        ProcessSetup.prepare()
        let configuration = try file.load()
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let destination = try await complaining { try self.destination(configuration, transport) }
        let access = CursorAccess(configuration)
        if let result = await viaService(access, destination.sink) { return try finish(result) }
        let result = await withTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            let test = SinkTest(
                of: destination, time: SystemTime(), random: { UInt64.random(in: .min ... .max) })
            let result = await test.run(lineage: access.newLineage)
            group.cancelAll()
            return result
        }
        try finish(result)
    }

    private func destination(_ configuration: Configuration, _ http: any HTTPClient) throws -> Deliverer.Destination {
        guard let sink = configuration.sinks.first(where: { $0.name == name }) else {
            throw RequestRefusal(
                "there is no sink \(name) in \(file.path), but "
                    + configuration.sinks.map(\.name).joined(separator: ", "))
        }
        let time = SystemTime()
        return try SinkFactory(http: http, egress: configuration.egress, now: { time.now() }).destination(sink)
    }

    /// - Returns: `nil` if no service runs that sends to the same place.
    private func viaService(_ access: CursorAccess, _ sink: any Sink) async -> SinkTestResult? {
        let request = ControlRequest.test(sink: name, fingerprint: sink.fingerprint)
        // Whoever does not answer is not there; that it is there, but knows the sink otherwise, is worth a word.
        guard let answer = try? await access.askService(request) else { return nil }
        switch answer {
        case .refused(let reason):
            Terminal.complain("\(reason); the test is made from here")
            return nil
        case .done(let bytes):
            guard let json = try? JSONValue(parsing: bytes), let result = SinkTestResult(json: json) else { return nil }
            Terminal.complain("the running service sends the test")
            if json["resumed"]?.bool == true { Terminal.complain("the sink was in trouble: it goes on now") }
            return result
        }
    }

    private func finish(_ result: SinkTestResult) throws {
        result.explanation.forEach { Terminal.say($0) }
        if result.outcome != .delivered { throw ExitCode.failure }
    }
}

extension SinkTestResult {
    /// What the answer was, and what it means.
    fileprivate var explanation: [String] {
        let sent = "sent to \(type) sink \(sink) at \(endpoint) as event \(event): answered after \(milliseconds) ms"
        switch outcome {
        case .delivered:
            let remark = remark.map { ["but not all of it went well: \($0)"] } ?? []
            return [sent, "delivered: the receiver took it. Look whether the message is where you expect it."] + remark
        case .suppressed(let rule): return [sent, "the receiver has no place for a test: \(rule)"]
        case .retry(_, let reason, .delivery):
            return [
                sent, "not delivered: \(reason)", "It may pass: a real event would be tried again, later and later.",
            ]
        case .retry(_, let reason, .sink):
            return [
                sent, "not delivered: \(reason)",
                "The receiver as a whole is in trouble: everything would wait for it and be tried again.",
            ]
        case .rejected(let reason, .delivery):
            return [
                sent, "refused: \(reason)",
                "The receiver does not take this message, and never will: a real event would be a dead letter.",
            ]
        case .rejected(let reason, .sink):
            return [
                sent, "refused: \(reason)",
                "The configuration is wrong: the sink would be paused until it is mended. Nothing would be lost meanwhile.",
            ]
        }
    }
}
