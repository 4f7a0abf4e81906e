import ArgumentParser

/// `checkbridge schema config|event`
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints the JSON Schema of the configuration file or of the events.")

    enum Subject: String, ExpressibleByArgument, CaseIterable { case config, event }

    @Argument(help: "config or event.")
    var subject: Subject

    func run() {
        switch subject {
        case .config: Terminal.say(Configuration.schema.pretty())
        case .event: Terminal.say(EventSchema.document.pretty())
        }
    }
}
