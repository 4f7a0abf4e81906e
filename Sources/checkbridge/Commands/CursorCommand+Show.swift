import ArgumentParser
import Bridge
import BridgeCore

extension CursorCommand {
    /// `checkbridge cursor show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what is known of sources and findings, and what the sinks are owed.")

        @OptionGroup var file: ConfigurationOption

        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            let access = CursorAccess(try file.load())
            let reply = try await complaining { try await access.ask(.show) }
            let files = access.sizes.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { JSONMember($0.key.rawValue, .number(String($0.value))) }
            let overview = reply.json.adding("files", .object(files)).adding("running", .bool(reply.isFromService))
            if json { return Terminal.say(overview.line) }
            overview.overviewLines.forEach { Terminal.say($0) }
        }
    }
}

extension JSONValue {
    fileprivate var overviewLines: [String] {
        let files = (self["files"]?.members ?? []).map { "\($0.name) \($0.value.plain ?? "?") bytes" }
        return [
            "lineage \(word("lineage")), checkpoint \(word("checkpoint")), sequence \(word("sequence"))",
            "files: \(files.joined(separator: ", ")); "
                + (self["running"]?.bool == true ? "a service is running" : "no service is running"),
            "events: \(word("events_made")) made, \(word("events_kept")) kept, \(word("digests")) digest(s) under way, "
                + "\(word("dead_letters")) dead letter(s)",
        ] + block("sources", \.sourceLine) + block("scopes", \.scopeLine) + block("sinks", \.sinkLine)
    }

    private func block(_ name: String, _ line: (JSONValue) -> String) -> [String] {
        let lines = self[name]?.array ?? []
        return ["\(name):" + (lines.isEmpty ? " none" : "")] + lines.map { "  " + line($0) }
    }

    private var sourceLine: String {
        let account = word("account_id").isEmpty ? "account not known yet" : "account \(word("account_id"))"
        let since = word("failing_since").isEmpty ? "" : " since \(word("failing_since")), \(word("failures")) failures"
        return "\(word("source")): \(word("health"))\(since), \(account)"
    }

    private var scopeLine: String {
        let name = word("scope").isEmpty ? word("source") : "\(word("source")) \(word("scope"))"
        let counts = ["open", "resolved", "suppressed", "unknown", "unsettled", "gone"]
            .filter { self[$0]?.integer ?? 0 > 0 }.map { "\(word($0)) \($0)" }
        let tail = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
        return "\(name): \(word("findings")) findings\(tail)\(suspicion)"
    }

    private var suspicion: String {
        switch self["suspect"] {
        case nil: ""
        case .string: "; the next complete answer is believed"
        case .some(let polls):
            "; SUSPECT for \(polls.plain ?? "?") poll(s): held back, see checkbridge cursor accept"
        }
    }

    private var sinkLine: String {
        let trouble = word("reason").isEmpty ? "" : " since \(word("since")): \(word("reason"))"
        let health = word("health").isEmpty ? "" : "\(word("health"))\(trouble), "
        return
            "\(word("sink")): \(health)\(word("backlog")) owed (\(word("tried")) tried before, \(word("digests")) digest(s)), "
            + "\(word("dead_letters")) dead letter(s)"
    }
}
