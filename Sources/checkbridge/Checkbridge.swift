import ArgumentParser

/// The program.
@main
struct Checkbridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkbridge",
        abstract: "Tells people and systems when an Alibaba Cloud account's security posture changes.",
        version: "checkbridge \(Version.number)",
        subcommands: [
            RunCommand.self, PlanCommand.self, DemoCommand.self, SimulateCommand.self, CheckConfigCommand.self,
            DoctorCommand.self, PolicyCommand.self,
            RouteCommand.self, RenderCommand.self, SinkCommand.self, CursorCommand.self, DeadLettersCommand.self,
            SchemaCommand.self, HealthcheckCommand.self,
        ])
}
