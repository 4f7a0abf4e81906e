import ArgumentParser
import BridgeCore
import Foundation

/// An event in a file, as the CLI takes it.
struct EventFile {
    /// Far more than an event may have.
    private static let limit = 1 << 20

    /// `-` is stdin.
    let path: String

    /// - Throws: a message for the operator, exit code 1.
    func read() throws -> Event {
        try event(readJSON())
    }

    /// The event as a sink gets it.
    func readEncoded() throws -> EncodedEvent {
        let json = try readJSON()
        return EncodedEvent(id: try event(json).id, json: json.bytes)
    }

    private func readJSON() throws -> JSONValue {
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let data = try handle?.read(upToCount: Self.limit) else {
            throw ValidationError("the event \(path) cannot be read")
        }
        return try complaining { try JSONValue(parsing: Array(data)) }
    }

    private func event(_ json: JSONValue) throws -> Event {
        try complaining { try Event(json: json) }
    }

    private func complaining<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            Terminal.complain("\(path) is no event: \(error)")
            throw ExitCode.failure
        }
    }
}
