import Bridge
import BridgeCore
import Logging
import Synchronization

/// Writes each log entry as one line to stderr: for people as text, for collectors as JSON.
struct LineLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let format: LogConfiguration.Format
    private let time: any TimeSource

    init(_ configuration: LogConfiguration, time: any TimeSource) {
        logLevel = Logger.Level(rawValue: configuration.level.rawValue) ?? .info
        format = configuration.format ?? (Terminal.errorsAreShown ? .text : .json)
        self.time = time
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        switch format {
        case .text: Terminal.complain(text(event, facts))
        case .json: Terminal.complain(json(event, facts))
        }
    }

    private typealias Facts = [(key: String, value: Logger.MetadataValue)]

    /// Longer facts are cut: a log line is for reading.
    private static let limit = 2000

    private func text(_ event: LogEvent, _ facts: Facts) -> String {
        let tail = facts.map { " \($0.key)=\(Self.cut($0.value).quotedIfNeeded)" }.joined()
        return "\(time.now()) \(event.level.rawValue.uppercased()) \("\(event.message)".onOneLine)\(tail)"
    }

    private func json(_ event: LogEvent, _ facts: Facts) -> String {
        var writer = JSONWriter()
        writer.object { line in
            line.member("time", time.now().description)
            line.member("level", event.level.rawValue)
            line.member("message", "\(event.message)")
            for fact in facts { line.member(fact.key, Self.cut(fact.value)) }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func cut(_ value: Logger.MetadataValue) -> String {
        let text = "\(value)"
        return text.count > limit ? text.prefix(limit) + "…" : text
    }
}

extension String {
    /// No line of the log may look like two.
    fileprivate var onOneLine: String {
        String(map { $0.isNewline ? " " : $0 })
    }

    fileprivate var quotedIfNeeded: String {
        let plain = onOneLine
        guard plain.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) || plain.isEmpty else { return plain }
        return "\"" + plain.replacing("\"", with: "'") + "\""
    }
}

extension Logger {
    init(_ configuration: LogConfiguration) {
        self.init(label: "checkbridge") { _ in LineLog(configuration, time: SystemTime()) }
    }

    /// Says only what a person must know.
    static var quiet: Logger {
        Logger(LogConfiguration(level: .critical, format: .text))
    }
}
