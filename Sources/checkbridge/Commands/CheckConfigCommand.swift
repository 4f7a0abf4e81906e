import ArgumentParser

/// `checkbridge check-config`
struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Checks a configuration file; says everything that is wrong with it.")

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "List every account and source, also those that an entry for many stands for.")
    var list = false

    func run() throws {
        let configuration = try file.load()
        Terminal.say(
            "\(file.path): \(configuration.accounts.count) account(s), \(configuration.sources.count) source(s), "
                + "\(configuration.sinks.count) sink(s): all right")
        if list { show(configuration) } else { configuration.fanned.forEach { Terminal.say("  \($0)") } }
        for problem in configuration.unreadableFiles(file: file.path) { Terminal.complain("warning: \(problem)") }
    }

    /// One line for each, tab-separated.
    private func show(_ configuration: Configuration) {
        for account in configuration.accounts {
            Terminal.say(["account", account.name, account.id ?? "-", account.region].joined(separator: "\t"))
        }
        for source in configuration.sources {
            Terminal.say(["source", source.name, source.account, "every \(source.every.text)"].joined(separator: "\t"))
        }
    }
}
