import BridgeCore
import Foundation
import Synchronization
import TestSupport

/// A headless Chromium that tests lead through pages; see `browser.py` for what it can do. It ends with its owner.
final class Browser: Sendable {
    private let process: Process
    private let commands: FileHandle
    private let answers: AsyncThrowingStream<String, any Error>

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    init() throws {
        guard let driver = Bundle.module.path(forResource: "browser", ofType: "py") else {
            throw Failure(description: "browser.py is not among the tests' resources")
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [driver]
        let (into, out) = (Pipe(), Pipe())
        process.standardInput = into
        process.standardOutput = out
        self.process = process
        commands = into.fileHandleForWriting
        let (answers, answer) = AsyncThrowingStream<String, any Error>.makeStream()
        self.answers = answers
        let handle = out.fileHandleForReading
        // Waits for the other process, on a thread of its own.
        Thread.detachNewThread {
            var rest = Data()
            while case let piece = handle.availableData, !piece.isEmpty {
                rest += piece
                while let end = rest.firstIndex(of: 0x0A) {
                    answer.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest = Data(rest[(end + 1)...])
                }
            }
            answer.finish(throwing: Failure(description: "the browser is gone"))
        }
        try process.run()
    }

    deinit {
        // It ends the browser when there is nothing more to come.
        try? commands.close()
        process.waitUntilExit()
    }

    /// Says what to do, and waits until it is done.
    @discardableResult
    func tell(_ name: String, _ value: JSONValue = .bool(true)) async throws -> JSONValue {
        var writer = JSONWriter()
        writer.object { $0.member(name, value) }
        try commands.write(contentsOf: Data(writer.bytes + [0x0A]))
        var iterator = answers.makeAsyncIterator()
        guard let line = try await iterator.next() else { throw Failure(description: "the browser is gone") }
        let answer = try JSONValue(parsing: Array(line.utf8))
        if let error = answer["error"]?.string { throw Failure(description: error) }
        return answer["value"] ?? .null
    }

    func go(_ url: String) async throws { try await tell("go", .string(url)) }

    func eval(_ script: String) async throws -> JSONValue { try await tell("eval", .string(script)) }

    /// - Returns: whether it came to be true.
    func until(_ script: String) async throws -> Bool { try await tell("until", .string(script)).bool ?? false }

    func press(_ key: String) async throws { try await tell("key", .string(key)) }

    func size(_ width: Int, _ height: Int) async throws {
        try await tell("size", .array([.number("\(width)"), .number("\(height)")]))
    }

    func prefer(_ feature: String, _ value: String) async throws {
        try await tell("media", .object([JSONMember(feature, .string(value))]))
    }

    /// Takes a picture of the whole page, where the environment says that somebody wants to look at it.
    func shoot(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["CHECKBRIDGE_PICTURES"] else { return }
        try await tell("shot", .string("\(folder)/\(name).png"))
    }
}
