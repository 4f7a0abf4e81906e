package import BridgeCore

/// What the command line asks of whoever holds the cursor: the running service, or the command itself.
package enum ControlRequest: Sendable, Equatable {
    case show
    /// Whether the service does its work.
    case health
    case accept(source: String?, scope: String?)
    case deadLetters(DeadLetterAction, DeadLetterSelection)
    /// Lets a paused sink try again.
    case resume(sink: String)
    /// - fingerprint: of the asker's configuration, see ``Sink/fingerprint``: another sink is not tested.
    case test(sink: String, fingerprint: String)
    /// Writes a new checkpoint now.
    case compact

    /// One line of JSON, without its line feed.
    package var line: [UInt8] {
        var writer = JSONWriter()
        writer.object { write(to: &$0) }
        return writer.bytes
    }

    /// - Returns: `nil` if it is no request that this version knows.
    package init?(line: [UInt8]) {
        guard let json = try? JSONValue(parsing: line), let word = json["request"]?.string else { return nil }
        let sink = json["sink"]?.string
        switch word {
        case "show": self = .show
        case "health": self = .health
        case "accept": self = .accept(source: json["source"]?.string, scope: json["scope"]?.string)
        case "dead-letters":
            guard let action = json["action"]?.string.flatMap(DeadLetterAction.init(rawValue:)) else { return nil }
            let events = (json["events"]?.array ?? []).compactMap(\.string)
            self = .deadLetters(
                action, DeadLetterSelection(events: events, sink: sink, all: json["all"]?.bool ?? false))
        case "resume":
            guard let sink else { return nil }
            self = .resume(sink: sink)
        case "test":
            guard let sink else { return nil }
            self = .test(sink: sink, fingerprint: json["fingerprint"]?.string ?? "")
        case "compact": self = .compact
        default: return nil
        }
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .show: writer.member("request", "show")
        case .health: writer.member("request", "health")
        case .accept(let source, let scope):
            writer.member("request", "accept")
            writer.member("source", ifPresent: source)
            writer.member("scope", ifPresent: scope)
        case .deadLetters(let action, let selection):
            writer.member("request", "dead-letters")
            writer.member("action", action.rawValue)
            writer.member("events", array: { array in selection.events.forEach { array.string($0) } })
            writer.member("sink", ifPresent: selection.sink)
            writer.member("all", selection.all)
        case .resume(let sink):
            writer.member("request", "resume")
            writer.member("sink", sink)
        case .test(let sink, let fingerprint):
            writer.member("request", "test")
            writer.member("sink", sink)
            writer.member("fingerprint", fingerprint)
        case .compact: writer.member("request", "compact")
        }
    }
}
