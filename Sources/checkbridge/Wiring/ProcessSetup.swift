import CProcess
import Glibc
import UnixSignals

/// What the process as a whole needs.
enum ProcessSetup {
    /// A peer that closes its end is told by an error code, not by a signal that ends the process.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whether the memory, which holds secrets, stays out of core dumps and of the reach of debuggers that other processes
    /// of the same user may be.
    static func keepMemory(private isPrivate: Bool) {
        // The kernel takes both without fail; the limit is for programs that are run from here, which hold secrets as well.
        _ = cprocess_set_dumpable(isPrivate ? 0 : 1)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        limit.rlim_cur = isPrivate ? 0 : limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
}

/// The signals by which the service is told what to do, from the moment this is made.
struct ServiceSignals {
    private let signals: UnixSignalsSequence

    init() async {
        signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup, .sigusr1)
    }

    /// Hands them on until the task is cancelled.
    func forward(to control: ServiceControl) async {
        await withDiscardingTaskGroup { group in
            for await signal in signals {
                // A reload takes its time, and must not keep the service from being stopped.
                group.addTask {
                    switch signal {
                    case .sighup: _ = await control.reload()
                    case .sigusr1: await control.toggleDebug()
                    default: await control.stop()
                    }
                }
            }
        }
    }
}
