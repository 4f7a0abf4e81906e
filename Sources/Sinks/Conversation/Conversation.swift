package import BridgeCore
package import HTTPTransport
import Synchronization

/// What is said with a receiver about one delivery: several requests, one after another.
package final class Conversation: Sendable {
    /// A receiver that leads on and on about one event is not followed any further.
    package static let maximumRequests = 16
    /// When it began.
    package let now: Timestamp
    /// When deliveries began to be made by this process: what one before it may have told the receiver is not known. `nil`
    /// if there was none.
    package let start: Timestamp?
    /// The answer, or what the lack of one means.
    private let send: @Sendable (HTTPRequest) async -> Result<HTTPReply, Interruption>
    private let maximumRequests: Int
    private let state = Mutex(State())

    private struct State {
        var asked = 0
        var memory: SinkMemory.Change?
    }

    package init(
        at now: Timestamp, since start: Timestamp?, maximumRequests: Int = Conversation.maximumRequests,
        send: @escaping @Sendable (HTTPRequest) async -> Result<HTTPReply, Interruption>
    ) {
        self.now = now
        self.start = start
        self.maximumRequests = maximumRequests
        self.send = send
    }

    /// Asks, and returns any answer, whatever its status.
    /// - Throws: ``Interruption`` if there was none, or too much was asked already.
    package func ask(_ request: HTTPRequest) async throws(Interruption) -> HTTPReply {
        let asked = state.withLock { state in
            state.asked += 1
            return state.asked
        }
        guard asked <= maximumRequests else {
            throw Interruption(.retry(reason: "gave up after \(maximumRequests) requests about one event"))
        }
        return try await send(request).get()
    }

    /// Asks, and returns the answer of a success.
    /// - Throws: ``Interruption`` with what `verdict` says of any other.
    package func ask(
        _ request: HTTPRequest, verdict: @Sendable (HTTPReply) -> Outcome
    ) async throws(Interruption) -> HTTPReply {
        let reply = try await ask(request)
        let outcome = verdict(reply)
        guard outcome == .delivered else { throw Interruption(outcome) }
        return reply
    }

    /// Remembers from now on, even if what comes next fails.
    package func remember(_ text: String) { state.withLock { $0.memory = .keep(text) } }

    package func forget() { state.withLock { $0.memory = .forget } }

    /// What is to be remembered; `nil` if nothing was said about that.
    var memory: SinkMemory.Change? { state.withLock { $0.memory } }
}

/// A conversation broke off; what that means for the delivery.
package struct Interruption: Error, Sendable, Equatable {
    package var outcome: Outcome

    package init(_ outcome: Outcome) {
        self.outcome = outcome
    }
}
