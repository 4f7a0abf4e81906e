import ArgumentParser
import Bridge
import BridgeCore
import HTTPTransport
import Sinks

/// `checkbridge render`
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Prints the body that a sink would send for an event. Sends nothing.",
        discussion: "The method, the address and the headers go to stderr. Secrets are masked.")

    @OptionGroup var file: ConfigurationOption

    @Option(help: "The sink's name.")
    var sink: String

    @Option(help: "A file with the event's JSON; - is stdin.")
    var event: String

    func run() async throws {
        let configuration = try file.load()
        let event = try EventFile(path: event).readEncoded()
        let preview = try await complaining { try await self.preview(configuration, event) }
        preview.head.forEach { Terminal.complain($0) }
        Terminal.say(String(decoding: preview.body, as: UTF8.self))
    }

    private func preview(_ configuration: Configuration, _ event: EncodedEvent) async throws -> SinkPreview {
        guard let named = configuration.sinks.first(where: { $0.name == sink }) else {
            throw RequestRefusal(
                "there is no sink \(sink) in \(file.path), but "
                    + configuration.sinks.map(\.name).joined(separator: ", "))
        }
        let time = SystemTime()
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge/\(Version.number)"))
        let made = try SinkFactory(http: transport, egress: configuration.egress, now: { time.now() }).destination(
            named
        ).sink
        guard let sink = made as? any PreviewableSink else {
            throw RequestRefusal("the sink \(sink) cannot show what it would send")
        }
        return try await sink.preview(of: Delivery(content: .event(event), attempt: 1))
    }
}
