import Bridge
import BridgeCore
import Logging
import Synchronization

/// Writes each log entry as one line to stderr: for people as text, for collectors as JSON.
struct LineLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    private let format: LogConfiguration.Format
    private let time: any TimeSource
    private let dial: LogDial
    /// What somebody set for this logger alone.
    private var ownLevel: Logger.Level?
    private let complaints: ComplaintBook

    init(_ configuration: LogConfiguration, dial: LogDial, time: any TimeSource) {
        self.dial = dial
        complaints = ComplaintBook()
        format = configuration.format ?? (Terminal.errorsAreShown ? .text : .json)
        self.time = time
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    var logLevel: Logger.Level {
        get { ownLevel ?? dial.level }
        set { ownLevel = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let line = LogLine(
            level: event.level, message: "\(event.message)",
            facts: facts.map { LogLine.Fact(name: $0.key, value: Self.cut($0.value)) })
        for line in complaints.lines(toSay: line, at: time.now()) { write(line) }
    }

    private func write(_ line: LogLine) {
        switch format {
        case .text: Terminal.complain(text(line))
        case .json: Terminal.complain(json(line))
        }
    }

    /// Longer facts are cut: a log line is for reading.
    private static let limit = 2000

    private func text(_ line: LogLine) -> String {
        let tail = line.facts.map { " \($0.name)=\($0.value.quotedIfNeeded)" }.joined()
        return "\(time.now()) \(line.level.rawValue.uppercased()) \(line.message.onOneLine)\(tail)"
    }

    private func json(_ line: LogLine) -> String {
        var writer = JSONWriter()
        writer.object {
            $0.member("time", time.now().description)
            $0.member("level", line.level.rawValue)
            $0.member("message", line.message)
            for fact in line.facts { $0.member(fact.name, fact.value) }
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
    /// - Parameter dial: turned to what the configuration says, and by whoever else has it later.
    init(_ configuration: LogConfiguration, dial: LogDial = LogDial()) {
        dial.configure(Logger.Level(rawValue: configuration.level.rawValue) ?? .info)
        self.init(label: "checkbridge") { _ in LineLog(configuration, dial: dial, time: SystemTime()) }
    }

    /// Says only what a person must know.
    static var quiet: Logger {
        Logger(LogConfiguration(level: .critical, format: .text))
    }
}
