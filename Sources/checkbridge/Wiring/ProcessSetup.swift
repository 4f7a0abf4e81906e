import Glibc
import UnixSignals

/// What the process as a whole needs.
enum ProcessSetup {
    /// A peer that closes its end is told by an error code, not by a signal that ends the process.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
    }
}

/// The signals by which the process is told to stop, from the moment this is made.
struct StopSignals {
    private let signals: UnixSignalsSequence

    init() async {
        signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    }

    /// Asks `stop` to end things in order at the first signal, and ends the process at once at the second: the state is
    /// safe at any instant. Returns when the task is cancelled.
    func forward(to stop: @Sendable () async -> Void) async {
        var count = 0
        for await _ in signals {
            count += 1
            if count > 1 { _exit(EXIT_FAILURE) }
            await stop()
        }
    }
}
