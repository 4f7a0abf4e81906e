import ArgumentParser
import Bridge
import BridgeCore

extension CursorRename.Subject: ExpressibleByArgument {}

extension CursorCommand {
    /// `checkbridge cursor rename`
    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a source or a sink that has another name in the configuration now keep its past.",
            discussion: "Only while no service runs.")

        @OptionGroup var file: ConfigurationOption

        @Argument(help: "source or sink.")
        var what: CursorRename.Subject

        @Argument(help: "Its name in the cursor.")
        var old: String

        @Argument(help: "Its name in the configuration.")
        var new: String

        func run() async throws {
            let configuration = try file.load()
            guard names(configuration).contains(new) else {
                Terminal.complain("there is no \(what.rawValue) \(new) in \(file.path): rename it there first")
                throw ExitCode.failure
            }
            let access = CursorAccess(configuration)
            try await complaining { try await rename(access) }
            Terminal.say("renamed: the \(what.rawValue) \(old) is \(new) from now on")
        }

        private func rename(_ access: CursorAccess) async throws {
            let disk = FileDisk(try access.holdAlone())
            guard let contents = try await CursorFiles(on: disk).load() else { return }
            let cursor = try contents.cursor.renamed(CursorRename(what, from: old, to: new))
            try await access.replacement(on: disk).write(cursor, continuing: contents.journalOnDisk)
        }

        private func names(_ configuration: Configuration) -> [String] {
            switch what {
            case .source: configuration.sources.map(\.name)
            case .sink: configuration.sinks.map(\.name)
            }
        }
    }
}
