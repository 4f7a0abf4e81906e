package import Foundation
import Glibc
import Synchronization

/// The built program, run as a user runs it: as a process.
package struct Program: Sendable {
    package let url: URL

    /// The program beside the tests that are running.
    package init() throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        url = URL(filePath: tests).deletingLastPathComponent().appending(path: "checkbridge")
        guard FileManager.default.isExecutableFile(atPath: url.path) else { throw NotBuilt(path: url.path) }
    }

    package struct NotBuilt: Error {
        package let path: String
    }

    /// How a run ended.
    package struct Outcome: Sendable {
        package var status: Int32
        package var output: String
        package var errors: String

        /// The lines of stdout.
        package var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Runs it to its end.
    package func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        try await start(arguments, environment: environment).outcome()
    }

    /// Starts it.
    package func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningProgram {
        try RunningProgram(url, arguments, environment)
    }
}

/// A process of the program. It is killed when its owner is gone.
package final class RunningProgram: Sendable {
    private let process: Process
    private let output: Collected
    private let errors: Collected
    private let ending: AsyncStream<Int32>

    fileprivate init(_ url: URL, _ arguments: [String], _ environment: [String: String]) throws {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let (ending, ended) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { process in
            ended.yield(process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus)
            ended.finish()
        }
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        output = Collected(out)
        errors = Collected(err)
        self.ending = ending
        self.process = process
        try process.run()
    }

    deinit {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    }

    package var processID: Int32 { process.processIdentifier }

    /// Sends it a signal.
    package func signal(_ number: Int32) {
        if process.isRunning { Glibc.kill(process.processIdentifier, number) }
    }

    /// Waits for a line on stderr that contains `text`, and returns it.
    package func lineOnErrors(containing text: String) async -> String? {
        for await line in errors.lines where line.contains(text) { return line }
        return nil
    }

    /// Waits for the end. A negative status is the signal that killed it.
    package func outcome() async -> Program.Outcome {
        var status: Int32 = 0
        for await end in ending { status = end }
        return await Program.Outcome(status: status, output: output.whole(), errors: errors.whole())
    }
}

/// What comes through a pipe, as lines and as a whole.
private final class Collected: Sendable {
    let lines: AsyncStream<String>
    private let line: AsyncStream<String>.Continuation
    private let closed: AsyncStream<Void>
    private let text = Mutex<(all: [UInt8], unfinished: [UInt8])>(([], []))

    init(_ pipe: Pipe) {
        (lines, line) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(10_000))
        let (closed, close) = AsyncStream<Void>.makeStream()
        self.closed = closed
        let handle = pipe.fileHandleForReading
        // Reads on a thread of its own until the other end is closed, and holds this object as long.
        Thread.detachNewThread {
            while case let piece = Self.piece(handle.fileDescriptor), !piece.isEmpty { self.take(piece) }
            self.line.finish()
            close.finish()
        }
    }

    func whole() async -> String {
        for await _ in closed {}
        return text.withLock { String(decoding: $0.all, as: UTF8.self) }
    }

    /// What is there to read, waiting for at least one byte; empty at the end. Foundation's own reading waits for more.
    private static func piece(_ descriptor: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            repeat { count = read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
            count = max(count, 0)
        }
    }

    private func take(_ piece: [UInt8]) {
        text.withLock { text in
            text.all += piece
            text.unfinished += piece
            while let end = text.unfinished.firstIndex(of: 0x0A) {
                line.yield(String(decoding: text.unfinished[..<end], as: UTF8.self))
                text.unfinished.removeSubrange(...end)
            }
        }
    }
}
