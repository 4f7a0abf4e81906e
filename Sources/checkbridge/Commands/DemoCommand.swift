import ArgumentParser

/// `checkbridge demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows the whole product at work on a simulated account, in about half a minute.",
        discussion: "No account, no network, no configuration: everything happens on this machine, and nothing is left."
    )

    @Option(help: "The types of sinks to show, with commas between them, or all.")
    var sinks = DemoSinks.usual

    func run() async throws {
        ProcessSetup.prepare()
        let outcome = DemoOutcome()
        try await withGracefulSignals { [sinks] in await outcome.set(try await Demo.play(sinks.sinks)) }
        guard await outcome.isGood else { throw ExitCode.failure }
    }
}

/// How the demo went; interrupted is not good.
private actor DemoOutcome {
    private(set) var isGood = false

    func set(_ isGood: Bool) {
        self.isGood = isGood
    }
}
