/// What is logged, and how.
struct LogConfiguration: Sendable, Equatable {
    var level: Level = .info
    /// `nil` is text on a terminal and JSON elsewhere.
    var format: Format?

    enum Level: String, Sendable, CaseIterable { case trace, debug, info, notice, warning, error, critical }
    enum Format: String, Sendable, CaseIterable { case json, text }
}

extension Shape where Value == LogConfiguration {
    static var log: Shape {
        mapping { section in
            LogConfiguration(
                level: section.value("level", .word, default: .info, "The least that is logged"),
                format: section.optional(
                    "format", Shape<LogConfiguration.Format>.word, "Otherwise text on a terminal and json elsewhere"))
        }
    }
}
