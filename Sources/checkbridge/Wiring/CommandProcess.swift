import AlibabaCloud
import Foundation
import Glibc
import Synchronization

/// One run of a ``Command``: a process in a group of its own, of which nothing is left when the run ends.
final class CommandProcess: Sendable {
    /// A ``CommandRunner``.
    @Sendable static func run(_ command: Command) async throws -> [UInt8] {
        let process = CommandProcess(command)
        let output: Result<[UInt8], any Error> = await withTaskCancellationHandler {
            // A thread of its own, because it waits for somebody else's program.
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: Result { try process.run() }) }
            }
        } onCancel: {
            process.isCalledOff.withLock { $0 = true }
        }
        try Task.checkCancellation()
        return try output.get()
    }

    private let command: Command
    private let isCalledOff = Mutex(false)

    private init(_ command: Command) {
        self.command = command
    }

    private func run() throws(CommandError) -> [UInt8] {
        var (child, pipe) = try start()
        let end = ContinuousClock.now + command.timeout
        var output: [UInt8] = []
        let fault = read(pipe, of: &child, into: &output, until: end)
        close(pipe)
        if fault == nil { wait(for: &child, until: end) }
        let status = child.status
        // Also of a good end: what it started and left behind holds nothing of ours.
        child.endAll()
        if let fault { throw fault }
        guard let status else { throw .timedOut(command.timeout) }
        if let failure = CommandError(status: status) { throw failure }
        return output
    }

    /// - Returns: the process, and the end of a pipe that its output comes out of.
    private func start() throws(CommandError) -> (child: ChildProcess, pipe: Int32) {
        guard !command.arguments.isEmpty else { throw .notStarted("it names no program") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .notStarted(Self.reason(errno)) }
        defer { close(ends[1]) }
        // Another program that is started meanwhile must not hold them open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var process: pid_t = 0
        let failure = spawn(&process, output: ends[1])
        guard failure == 0 else {
            close(ends[0])
            throw .notStarted(Self.reason(failure))
        }
        return (ChildProcess(process), ends[0])
    }

    private func spawn(_ process: inout pid_t, output: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        for descriptor in Self.foreignDescriptors { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // This process ignores and blocks signals that the program expects to work.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let arguments = command.arguments.map { strdup($0) }
        let environment = command.environment.map { strdup("\($0)=\($1)") }
        defer { for text in arguments + environment { free(text) } }
        return posix_spawnp(
            &process, command.arguments[0], &actions, &attributes, arguments + [nil], environment + [nil])
    }

    /// - Returns: why nothing more is read; `nil` at the end of the output.
    private func read(
        _ pipe: Int32, of child: inout ChildProcess, into output: inout [UInt8], until end: ContinuousClock.Instant
    ) -> CommandError? {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !isCalledOff.withLock({ $0 }) {
            guard ContinuousClock.now < end else { return .timedOut(command.timeout) }
            var waiting = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 50) > 0 else {
                // What it left running in the background may hold the pipe open for long.
                if child.hasEnded() { return nil }
                continue
            }
            let count = Glibc.read(pipe, &chunk, chunk.count)
            if count == 0 { return nil }
            if count > 0 { output += chunk.prefix(count) }
            if output.count > command.outputLimit { return .tooMuchOutput(limit: command.outputLimit) }
        }
        return .killed(signal: SIGKILL)
    }

    private func wait(for child: inout ChildProcess, until end: ContinuousClock.Instant) {
        while !child.hasEnded(), ContinuousClock.now < end, !isCalledOff.withLock({ $0 }) { usleep(10_000) }
    }

    /// All that may be open when the program starts, and some more: other threads go on opening files meanwhile, and
    /// closing what is not open does no harm.
    private static var foreignDescriptors: Range<Int32> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        let first = STDERR_FILENO + 1
        let highest = names.compactMap { Int32($0) }.max() ?? first
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return first..<max(first, min(highest + 256, Int32(clamping: limit.rlim_cur)))
    }

    private static func reason(_ code: Int32) -> String {
        code == ENOENT ? "there is no such program" : code == EACCES ? "it may not be run" : "error \(code)"
    }
}

extension CommandError {
    /// What a status of `waitpid` says; `nil` if all is well.
    fileprivate init?(status: Int32) {
        let signal = status & 0x7F
        guard signal != 0 || status != 0 else { return nil }
        self = signal != 0 ? .killed(signal: signal) : .failed(status: (status >> 8) & 0xFF)
    }
}

/// A process that was started, at the head of a group of its own.
private struct ChildProcess {
    private let process: pid_t
    /// As `waitpid` tells it; `nil` while it runs.
    private(set) var status: Int32?

    init(_ process: pid_t) {
        self.process = process
    }

    mutating func hasEnded() -> Bool {
        var ended: Int32 = 0
        if status == nil, waitpid(process, &ended, WNOHANG) == process { status = ended }
        return status != nil
    }

    /// Ends it and what it started.
    func endAll() {
        kill(-process, SIGKILL)
        if status == nil { waitpid(process, nil, 0) }
    }
}
