import Testing

@testable import checkbridge

@Suite struct DemoSinksTests {
    /// Lines on standard output would run through the story that is told there, and those in a file need nobody to take them.
    private static let unseen = ["stdout", "file"]

    @Test func everyTypeCanBeShown() {
        let types = SinkRegister.types.map { $0.word }.filter { !Self.unseen.contains($0) }
        #expect(Set(DemoSink.all.map(\.type)) == Set(types))
        #expect(Set(DemoSink.all.map(\.receiver)).count == types.count)
    }

    private static let choices: [DemoSinks] =
        [DemoSinks.usual] + DemoSinks.allValueStrings.compactMap(DemoSinks.init(argument:))

    @Test(arguments: choices)
    func itsConfigurationIsValid(choice: DemoSinks) throws {
        let text = DemoConfiguration.text(port: 1, mail: 2, state: "/tmp/x", sinks: choice.sinks)
        let configuration = try Configuration.parse(text, file: "demo", environment: [:])
        #expect(configuration.sinks.map(\.name) == choice.sinks.map(\.type))
    }

    private static let lists: [(String, [String])] = [
        ("all", DemoSink.all.map(\.type)), ("jira", ["jira"]), ("webhook, slack", ["slack", "webhook"]),
    ]

    @Test(arguments: lists)
    func sinksAreNamedByTheirTypes(text: String, types: [String]) {
        #expect(DemoSinks(argument: text)?.sinks.map(\.type) == types)
    }

    @Test(arguments: ["", ",", "jira,jirra", "all,slack"])
    func whatIsNoTypeIsRefused(text: String) {
        #expect(DemoSinks(argument: text) == nil)
    }
}
