import AlibabaCloud
import Foundation
import TestSupport
import Testing

@testable import checkbridge

@Suite(.timeLimit(.minutes(1)))
struct CommandProcessTests {
    private func run(
        _ arguments: [String], environment: [String: String] = ["PATH": "/usr/bin:/bin"],
        timeout: Duration = .seconds(30), limit: Int = 1000
    ) async throws -> String {
        let command = Command(
            arguments: arguments, environment: environment, timeout: timeout, outputLimit: limit)
        return String(decoding: try await CommandProcess.run(command), as: UTF8.self)
    }

    @Test func outputIsWhatTheProgramWrites() async throws {
        #expect(try await run(["echo", "a b", "$HOME"]) == "a b $HOME\n")
    }

    @Test func environmentIsOnlyWhatIsGiven() async throws {
        #expect(try await run(["/usr/bin/env"], environment: ["A": "1"]) == "A=1\n")
    }

    @Test func inputIsEmptyAndErrorsAreNotRead() async throws {
        #expect(try await run(["sh", "-c", "cat; echo secret >&2; echo out"]) == "out\n")
    }

    @Test func noDescriptorIsInherited() async throws {
        let held = try #require(FileHandle(forReadingAtPath: "/dev/null"))
        let listed = try await run(["sh", "-c", "ls /proc/self/fd | wc -l"])
        #expect(held.fileDescriptor > 2)
        // Standard input, output and errors, and the folder that is listed.
        #expect(listed.trimmingCharacters(in: .whitespacesAndNewlines) == "4")
    }

    @Test func statusAndSignalAreTold() async {
        await #expect(throws: CommandError.failed(status: 3)) { try await run(["sh", "-c", "exit 3"]) }
        await #expect(throws: CommandError.killed(signal: SIGTERM)) { try await run(["sh", "-c", "kill $$"]) }
    }

    @Test func whatItLeavesInTheBackgroundIsNotWaitedFor() async throws {
        #expect(try await run(["sh", "-c", "sleep 600 & echo out"]) == "out\n")
    }

    @Test func missingProgramIsTold() async {
        await #expect(throws: CommandError.notStarted("there is no such program")) { try await run(["/nowhere/x"]) }
    }

    @Test func endlessOutputIsCutOff() async {
        await #expect(throws: CommandError.tooMuchOutput(limit: 1000)) { try await run(["yes"]) }
    }

    @Test(arguments: [
        ["sleep", "600"], ["sh", "-c", "sleep 600 & exec sleep 600"], ["sh", "-c", "exec >&-; sleep 600"],
    ])
    func slowProgramIsKilledWithAllItStarted(_ arguments: [String]) async {
        let limit = Duration.milliseconds(200)
        await #expect(throws: CommandError.timedOut(limit)) { try await run(arguments, timeout: limit) }
    }

    @Test func cancellingEndsIt() async {
        let task = Task { try await run(["sleep", "600"]) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
