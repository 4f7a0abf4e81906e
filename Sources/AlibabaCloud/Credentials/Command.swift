/// A program to run for its output: no shell, no input, and nothing of the environment but what is named here. What it
/// prints may be a secret.
package struct Command: Sendable, Equatable {
    /// The program, looked for in `PATH` unless it is a path, and its arguments.
    package var arguments: [String]
    package var environment: [String: String]
    /// It is killed, with all that it started, when this is over.
    package var timeout: Duration
    /// The most bytes that its output may have.
    package var outputLimit: Int

    package init(arguments: [String], environment: [String: String], timeout: Duration, outputLimit: Int) {
        self.arguments = arguments
        self.environment = environment
        self.timeout = timeout
        self.outputLimit = outputLimit
    }
}

/// Runs a command to its end and gives what it wrote to its standard output.
/// - Throws: ``CommandError``, or `CancellationError`.
package typealias CommandRunner = @Sendable (Command) async throws -> [UInt8]

/// Why a command brought nothing. It never holds what the command wrote.
package enum CommandError: Error, Sendable, Equatable {
    /// It could not be started; says why.
    case notStarted(String)
    case timedOut(Duration)
    case tooMuchOutput(limit: Int)
    case failed(status: Int32)
    case killed(signal: Int32)
}

extension CommandError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notStarted(let why): "it could not be started: \(why)"
        case .timedOut(let limit): "it took longer than \(limit.components.seconds) s"
        case .tooMuchOutput(let limit): "it wrote more than \(limit) bytes"
        case .failed(let status): "it ended with status \(status)"
        case .killed(let signal): "it was ended by signal \(signal)"
        }
    }
}
