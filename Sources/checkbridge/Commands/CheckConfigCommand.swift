import ArgumentParser

/// `checkbridge check-config`
struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Checks a configuration file; says everything that is wrong with it.")

    @OptionGroup var file: ConfigurationOption

    func run() throws {
        let configuration = try file.load()
        Terminal.say(
            "\(file.path): \(configuration.accounts.count) account(s), \(configuration.sources.count) source(s), "
                + "\(configuration.sinks.count) sink(s): all right")
        for problem in configuration.unreadableFiles(file: file.path) { Terminal.complain("warning: \(problem)") }
    }
}
