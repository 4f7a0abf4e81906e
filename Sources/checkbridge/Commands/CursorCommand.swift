import ArgumentParser
import BridgeCore

/// `checkbridge cursor show|verify|repair|export|accept|rename`
struct CursorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cursor", abstract: "Looks into what is known and owed, and mends it.",
        subcommands: [Show.self, Verify.self, Repair.self, Export.self, Accept.self, Rename.self])
}

/// Runs what a command does; why it cannot be done goes to stderr, with exit code 1.
func complaining<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let code as ExitCode {
        throw code
    } catch {
        Terminal.complain("\(error)")
        throw ExitCode.failure
    }
}

extension JSONValue {
    /// A string, number or truth value as people read it.
    var plain: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let truth): truth ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// For a line of people's text.
    func word(_ name: String) -> String { self[name]?.plain ?? "" }

    /// This object with one more member at its end.
    func adding(_ name: String, _ value: JSONValue) -> JSONValue {
        .object((members ?? []) + [JSONMember(name, value)])
    }
}
