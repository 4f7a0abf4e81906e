import AlibabaCloud
import Synchronization

/// A provider that answers from a script, whose last answer is repeated.
final class ScriptedProvider: CredentialsProvider {
    let name: String
    private let answers: [Result<Credentials, CredentialsError>]
    private let state = Mutex<(calls: Int, discarded: [Credentials])>((0, []))

    init(_ name: String, _ answers: [Result<Credentials, CredentialsError>]) {
        self.name = name
        self.answers = answers
    }

    var calls: Int { state.withLock { $0.calls } }
    var discarded: [Credentials] { state.withLock { $0.discarded } }

    func credentials() async throws -> Credentials {
        let call = state.withLock { state in
            state.calls += 1
            return state.calls - 1
        }
        return try answers[min(call, answers.count - 1)].get()
    }

    func discard(_ credentials: Credentials) async {
        state.withLock { $0.discarded.append(credentials) }
    }
}
