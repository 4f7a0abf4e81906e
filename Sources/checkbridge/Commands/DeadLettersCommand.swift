import ArgumentParser
import Bridge
import BridgeCore

/// `checkbridge dead-letters list|show|replay|drop`
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters", abstract: "What could not be delivered and will not be tried again by itself.",
        subcommands: [List.self, Show.self, Replay.self, Drop.self])

    /// Which letters, and how they are shown.
    struct Options: ParsableArguments {
        @OptionGroup var file: ConfigurationOption

        @Argument(help: "Ids of events.")
        var ids: [String] = []

        @Flag(help: "Every letter there is.")
        var all = false

        @Option(help: "Only those of this sink.")
        var sink: String?

        @Flag(help: "Print one JSON object.")
        var json = false

        func ask(_ action: DeadLetterAction) async throws -> CursorAccess.Reply {
            let access = CursorAccess(try file.load())
            let selection = DeadLetterSelection(events: ids, sink: sink, all: all)
            return try await complaining { try await access.ask(.deadLetters(action, selection)) }
        }

        /// Prints the answer, or what `text` makes of it.
        func print(_ reply: CursorAccess.Reply, _ text: (JSONValue) -> [String]) {
            if json { return Terminal.say(reply.json.line) }
            text(reply.json).forEach { Terminal.say($0) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists them, oldest first.")
        @OptionGroup var options: Options

        func run() async throws {
            options.print(try await options.ask(.list)) { answer in
                let letters = answer["dead_letters"]?.array ?? []
                return letters.map(\.letterLine) + ["\(letters.count) dead letter(s)"]
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows the whole events, and why they are here.")
        @OptionGroup var options: Options

        func run() async throws {
            options.print(try await options.ask(.show)) { answer in
                (answer["dead_letters"]?.array ?? []).flatMap { [$0.letterLine, $0["json"]?.line ?? ""] }
            }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends them again, at least once, outside the order of their findings.")
        @OptionGroup var options: Options

        func run() async throws {
            let reply = try await options.ask(.replay)
            options.print(reply) { answer in
                let when = reply.isFromService ? "now" : "when the service starts"
                return ["\(answer.word("replayed")) dead letter(s) are sent again \(when)"]
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lets them go for good.")
        @OptionGroup var options: Options

        func run() async throws {
            options.print(try await options.ask(.drop)) { ["\($0.word("dropped")) dead letter(s) dropped"] }
        }
    }
}

extension JSONValue {
    fileprivate var letterLine: String {
        "\(word("event"))  \(word("sink"))  \(word("at"))  \(word("attempts")) attempt(s)  \(word("title"))\n"
            + "    \(word("reason"))"
    }
}
