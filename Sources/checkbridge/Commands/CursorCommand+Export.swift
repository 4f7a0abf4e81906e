import ArgumentParser
import Bridge
import BridgeCore

extension CursorCommand {
    /// `checkbridge cursor export`
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints every finding and every event that is still kept, one JSON object per line.")

        @OptionGroup var file: ConfigurationOption

        func run() async throws {
            ProcessSetup.prepare()
            let access = CursorAccess(try file.load())
            let cursor = try await complaining { try await access.load().cursor }
            for line in CursorExport(cursor) { Terminal.say(String(decoding: line, as: UTF8.self)) }
        }
    }
}
