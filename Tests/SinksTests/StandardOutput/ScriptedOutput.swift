import BridgeCore
import Sinks
import Synchronization

/// Takes at most `portion` bytes at a time, and fails where the script says so: one entry per call, then never.
final class ScriptedOutput: ByteOutput {
    private let portion: Int
    private let state: Mutex<(written: [UInt8], failures: [OutputFailure?])>

    init(portion: Int = .max, failures: [OutputFailure?] = []) {
        self.portion = portion
        state = Mutex(([], failures))
    }

    var written: [UInt8] { state.withLock { $0.written } }

    func write(_ bytes: ArraySlice<UInt8>) async throws(OutputFailure) -> Int {
        let result = state.withLock { state -> Result<Int, OutputFailure> in
            if !state.failures.isEmpty, let failure = state.failures.removeFirst() { return .failure(failure) }
            state.written += bytes.prefix(portion)
            return .success(min(portion, bytes.count))
        }
        return try result.get()
    }
}
