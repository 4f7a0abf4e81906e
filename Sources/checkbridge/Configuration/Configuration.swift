import BridgeCore

/// What the configuration file says, checked.
struct Configuration: Sendable, Equatable {
    var stateDirectory: String
    /// `nil` is off.
    var listen: ListenAddress?
    var log: LogConfiguration
    var baseline: Baseline
    /// How long what is in flight may take to finish.
    var shutdownTimeout: Duration
    var onDamage: OnDamage
    var accounts: [AccountConfiguration]
    var sources: [SourceConfiguration]
    var sinks: [SinkConfiguration]
    var route: Route

    /// What the first complete answer of a scope tells.
    enum Baseline: String, Sendable, CaseIterable { case summary, silent, emit }

    /// What is done about a damaged cursor.
    enum OnDamage: String, Sendable, CaseIterable { case refuse, quarantine }
}

struct LogConfiguration: Sendable, Equatable {
    var level: Level = .info
    /// `nil` is text on a terminal and JSON elsewhere.
    var format: Format?

    enum Level: String, Sendable, CaseIterable { case trace, debug, info, notice, warning, error, critical }
    enum Format: String, Sendable, CaseIterable { case json, text }
}

extension Configuration {
    /// Reads and checks the file.
    /// - Throws: everything that is wrong with it.
    static func load(
        _ path: String, environment: [String: String]
    ) throws(ConfigurationErrors) -> Configuration {
        switch TextFile.read(path, upTo: YAMLText.maximumSize) {
        case .text(let text): return try parse(text, file: path, environment: environment)
        case .unreadable:
            throw unusable(path, "the file cannot be read", hint: "does it exist, and may this user read it?")
        case .tooLarge: throw unusable(path, "the file is larger than \(YAMLText.maximumSize) bytes")
        }
    }

    /// Checks a text. Nothing is read but the text: whether secrets' files exist is another question.
    /// - Parameter file: the name that problems are reported under.
    static func parse(
        _ text: String, file: String, environment: [String: String]
    ) throws(ConfigurationErrors) -> Configuration {
        let yaml = YAMLText(text, file: file)
        var reading = Reading(file: file, environment: environment)
        let configuration = yaml.root.flatMap { Shape<Configuration>.configuration.read($0, "", &reading) }
        reading.resolveReferences()
        let problems = yaml.problems + reading.problems
        guard let configuration, problems.isEmpty else { throw ConfigurationErrors(problems) }
        return configuration
    }

    private static func unusable(_ path: String, _ message: String, hint: String? = nil) -> ConfigurationErrors {
        let place = ConfigurationProblem.Place(line: 1, column: 1)
        return ConfigurationErrors([.init(file: path, place: place, path: "", message: message, hint: hint)])
    }
}

extension Shape where Value == Configuration {
    static var configuration: Shape {
        mapping { section in
            Configuration(
                stateDirectory: section.value(
                    "state_dir", .path, default: "/var/lib/checkbridge",
                    "Where the cursor is kept; it belongs to one process"),
                listen: section.value(
                    "listen", .listen, default: .standard, "Address of health, metrics and status; or \"off\""),
                log: section.value("log", .log, default: .init(), "What is logged"),
                baseline: section.value("baseline", .word, default: .summary, "What the first complete answer tells"),
                shutdownTimeout: section.value(
                    "shutdown_timeout", .duration(.zero...(.seconds(3600))), default: .seconds(20),
                    "How long what is in flight may take to finish"),
                onDamage: section.value("on_damage", .word, default: .refuse, "What is done about a damaged cursor"),
                accounts: section.required("accounts", .list(of: .account, count: 1...100), "Whom to ask"),
                sources: section.required("sources", .list(of: .source, count: 1...1000), "What to watch"),
                sinks: section.required("sinks", .list(of: .sink, count: 1...100), "Whom to tell"),
                route: section.required("route", .root, "Who is told what"))
        }
    }
}

extension Shape where Value == LogConfiguration {
    fileprivate static var log: Shape {
        mapping { section in
            LogConfiguration(
                level: section.value("level", .word, default: .info, "The least that is logged"),
                format: section.optional(
                    "format", Shape<LogConfiguration.Format>.word, "Otherwise text on a terminal and json elsewhere"))
        }
    }
}
