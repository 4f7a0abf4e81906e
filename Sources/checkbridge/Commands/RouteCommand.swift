import ArgumentParser
import BridgeCore

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
