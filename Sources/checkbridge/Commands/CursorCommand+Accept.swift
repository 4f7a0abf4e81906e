import ArgumentParser
import Bridge
import BridgeCore

extension CursorCommand {
    /// `checkbridge cursor accept`
    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Believes what a suspect answer says: at the next complete poll, what it lost is called gone.")

        @OptionGroup var file: ConfigurationOption

        @Argument(help: "Only the answers of this source.")
        var source: String?

        @Argument(help: "Only this scope of it, as in Internet/PolicyDuplicate.")
        var scope: String?

        func run() async throws {
            let access = CursorAccess(try file.load())
            let reply = try await complaining { try await access.ask(.accept(source: source, scope: scope)) }
            for scope in reply.json["accepted"]?.array ?? [] {
                Terminal.say("accepted: \(scope.plain ?? ""): its next complete answer is believed")
            }
        }
    }
}
