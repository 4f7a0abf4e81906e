import Glibc
import UnixSignals

/// What the process as a whole needs.
enum ProcessSetup {
    /// A peer that closes its end is told by an error code, not by a signal that ends the process.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
    }
}

/// The second signal to stop, which ends the process at once: the state is safe at any instant.
enum SecondSignal {
    /// Counts signals beside whoever else handles them; returns when the task is cancelled.
    static func watch() async {
        var count = 0
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
            count += 1
            if count > 1 { _exit(EXIT_FAILURE) }
        }
    }
}
