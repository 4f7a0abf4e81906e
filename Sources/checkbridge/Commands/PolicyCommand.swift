import ArgumentParser
import BridgeCore

/// `checkbridge policy`
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Prints the least RAM policy that the configuration needs, ready to paste.",
        discussion: """
            Where accounts need different policies, or assume roles, there are several documents; --account picks one \
            account. Whom each is for goes to stderr.
            """)

    @OptionGroup var file: ConfigurationOption

    @Option(help: "Only what this account needs.")
    var account: String?

    @Flag(help: "Print one JSON object that holds all documents, and whom each is for.")
    var json = false

    func run() throws {
        let configuration = try file.load()
        try check(configuration)
        let plan = PolicyPlan(configuration, only: account)
        guard !plan.entries.isEmpty else {
            Terminal.complain("no source asks for anything\(account.map { " of account \($0)" } ?? "")")
            throw ExitCode.failure
        }
        if json { Terminal.say(plan.json.line) } else { plan.entries.forEach(show) }
        plan.notes.forEach { Terminal.complain("# \($0)") }
    }

    private func check(_ configuration: Configuration) throws {
        let names = configuration.accounts.map(\.name)
        guard let account, !names.contains(account) else { return }
        let hint = account.suggestion(from: names, called: "there are").map { " (\($0))" } ?? ""
        Terminal.complain("there is no account \(account) in \(file.path)\(hint)")
        throw ExitCode.failure
    }

    private func show(_ entry: PolicyPlan.Entry) {
        Terminal.complain("# \(entry.title)")
        Terminal.say(entry.policy.json.indented)
    }
}
