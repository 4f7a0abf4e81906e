import BridgeCore
import HTTPTransport

/// What the configuration file says, checked.
struct Configuration: Sendable {
    var stateDirectory: String
    /// Whether the state may lie on a network file system.
    var allowsNetworkState: Bool
    /// `nil` is off.
    var listen: ListenConfiguration?
    /// `nil` is none.
    var heartbeat: HeartbeatConfiguration?
    /// Where sinks and the heartbeat may be.
    var egress: EgressPolicy
    /// Whether the memory, with the secrets in it, may end up in a file.
    var allowsCoreDumps: Bool
    var log: LogConfiguration
    var baseline: PollPolicy.Baseline
    /// How long what is in flight may take to finish.
    var shutdownTimeout: Duration
    var onDamage: OnDamage
    var accounts: [AccountConfiguration]
    var sources: [SourceConfiguration]
    var sinks: [SinkConfiguration]
    var route: Route
    /// The files that the configuration names, for ``unreadableFiles()``.
    var files: [FileReference] = []
    /// The entries that stand for many accounts or sources.
    var fanned: [FannedEntry] = []

    static let maximumAccounts = 1000
    static let maximumSources = 5000

    /// What is done about a damaged cursor.
    enum OnDamage: String, Sendable, CaseIterable { case refuse, quarantine }
}

extension Configuration {
    /// Reads and checks the file.
    /// - Throws: everything that is wrong with it.
    static func load(
        _ path: String, environment: [String: String]
    ) throws(ConfigurationErrors) -> Configuration {
        switch TextFile.read(path, upTo: YAMLText.maximumSize) {
        case .text(let text):
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            return try parse(text, file: path, environment: environment) { name, limit in
                TextFile.read(name.hasPrefix("/") ? name : folder + name, upTo: limit)
            }
        case .unreadable:
            throw unusable(path, "the file cannot be read", hint: "does it exist, and may this user read it?")
        case .tooLarge: throw unusable(path, "the file is larger than \(YAMLText.maximumSize) bytes")
        }
    }

    /// Checks a text. Nothing else is read but the files that are a part of it: whether secrets' files exist is another
    /// question.
    /// - Parameters:
    ///   - file: the name that problems are reported under.
    ///   - open: reads another file of the configuration, of so many bytes at most.
    static func parse(
        _ text: String, file: String, environment: [String: String],
        open: @escaping @Sendable (_ path: String, _ limit: Int) -> TextFile = { _, _ in .unreadable }
    ) throws(ConfigurationErrors) -> Configuration {
        let yaml = YAMLText(text, file: file)
        var reading = Reading(file: file, environment: environment, open: open)
        let configuration = yaml.root.flatMap { Shape<Configuration>.configuration.read($0, "", &reading) }
        reading.resolveReferences()
        for sink in configuration?.sinks.circularFallbacks ?? [] {
            reading.report("leads back to the sink itself", atReference: "sinks[\(sink)].fallback")
        }
        configuration?.reportFilesAmongState(to: &reading)
        let problems = yaml.problems + reading.problems
        guard var configuration, problems.isEmpty else { throw ConfigurationErrors(problems) }
        configuration.files = reading.files
        configuration.fanned = reading.fanned
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
                allowsNetworkState: section.value(
                    "allow_network_state_dir", .truth, default: false,
                    "state_dir may lie on a network file system, where locks and fsync cannot be relied upon"),
                listen: section.value(
                    "listen", .listen, default: .standard, "Address of health, metrics and status; or \"off\""),
                heartbeat: section.optional("heartbeat", .heartbeat, "Whom to tell now and then that all is well"),
                egress: section.value(
                    "egress", .egress, default: EgressPolicy(),
                    "Which addresses sinks and the heartbeat may have; link-local and metadata addresses never"),
                allowsCoreDumps: section.value(
                    "core_dumps", .truth, default: false,
                    "A crash may write the memory, with the secrets in it, to a file, and debuggers may look at it"),
                log: section.value("log", .log, default: .init(), "What is logged"),
                baseline: section.value("baseline", .word, default: .summary, "What the first complete answer tells"),
                shutdownTimeout: section.value(
                    "shutdown_timeout", .duration(.zero...(.seconds(3600))), default: .seconds(20),
                    "How long what is in flight may take to finish"),
                onDamage: section.value("on_damage", .word, default: .refuse, "What is done about a damaged cursor"),
                accounts: section.required("accounts", .accounts, "Whom to ask"),
                // After the accounts, which they choose among.
                sources: section.required("sources", .sources, "What to watch"),
                sinks: section.required("sinks", .list(of: .sink, count: 1...100), "Whom to tell"),
                route: section.required("route", .root, "Who is told what"))
        }
    }
}
