import Dispatch
import Glibc

extension RunningProgram {
    /// Kills it after that time, wherever it is then.
    package func kill(after delay: Duration) {
        let milliseconds = Int(delay.components.seconds * 1000 + delay.components.attoseconds / 1_000_000_000_000_000)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { self.signal(SIGKILL) }
    }
}
