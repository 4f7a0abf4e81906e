import ArgumentParser
import BridgeCore
import Foundation

/// `checkbridge route`
struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Says which sinks an event goes to, and by which routes.")

    @OptionGroup var file: ConfigurationOption

    @Option(help: "A file with the event's JSON; - is stdin.")
    var event: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let configuration = try file.load()
        let decision = Router(root: configuration.route).decide(try EventFile(path: event).read())
        if json {
            Terminal.say(String(decoding: decision.json, as: UTF8.self))
        } else {
            Terminal.say("sinks: \(decision.sinks.isEmpty ? "none" : decision.sinks.joined(separator: ", "))")
            decision.path.forEach { Terminal.say("  by \($0)") }
        }
    }
}

/// An event in a file, as the CLI takes it.
struct EventFile {
    /// Far more than an event may have.
    private static let limit = 1 << 20

    let path: String

    /// - Throws: a message for the operator, exit code 1.
    func read() throws -> Event {
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let data = try handle?.read(upToCount: Self.limit) else {
            throw ValidationError("the event \(path) cannot be read")
        }
        do {
            return try Event(json: JSONValue(parsing: Array(data)))
        } catch {
            Terminal.complain("\(path) is no event: \(error)")
            throw ExitCode.failure
        }
    }
}

extension RouteDecision {
    fileprivate var json: [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("sinks", array: { array in sinks.forEach { array.string($0) } })
            $0.member("path", array: { array in path.forEach { array.string($0) } })
        }
        return writer.bytes
    }
}
