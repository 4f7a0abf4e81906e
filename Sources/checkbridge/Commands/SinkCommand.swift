import ArgumentParser

/// `checkbridge sink test`
struct SinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sink", abstract: "Tries a sink.", subcommands: [SinkTestCommand.self])
}
