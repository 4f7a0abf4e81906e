import BridgeCore
import HTTPTransport
import Simulator
import Synchronization

/// A way to the simulated services without a wire: what is asked is answered by the simulation itself.
final class SimulatedService: HTTPClient {
    private let state: Mutex<State>
    let now: Timestamp

    private struct State {
        var simulation: Simulation
        var requests: [HTTPRequest] = []
        /// The answers of these are lost, by their number: the work is done.
        var lost: Set<Int> = []
    }

    init(at now: Timestamp = .noon, losingAnswers lost: Set<Int> = []) {
        self.now = now
        state = Mutex(State(simulation: Simulation(.standard(at: now)), lost: lost))
    }

    var simulation: Simulation { state.withLock { $0.simulation } }

    /// `POST /repos/…`, as they were asked.
    var questions: [String] {
        state.withLock { state in
            state.requests.map { "\($0.method.rawValue) \($0.url.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" })" }
        }
    }

    func lose(_ number: Int) { state.withLock { _ = $0.lost.insert(number) } }

    /// Asks the control API.
    func control(_ method: String, _ path: String, _ body: String) -> Int {
        state.withLock { state in
            let request = ReceivedRequest(
                method: method, target: path, headers: [HTTPHeader(name: "content-type", value: "application/json")],
                body: Array(body.utf8))
            return state.simulation.answer(request, at: now).status
        }
    }

    func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let (reply, isLost) = state.withLock { state in
            state.requests.append(request)
            let reply = state.simulation.answer(ReceivedRequest(request), at: now)
            return (reply, state.lost.contains(state.requests.count))
        }
        guard !isLost, reply.ending == .complete else { throw .interrupted() }
        return HTTPResponse(status: reply.status, headers: reply.headers, body: reply.body)
    }

    func execute(_ requests: [HTTPRequest], each: @Sendable ([HTTPCompletion]) async -> Void) async {
        for (index, request) in requests.enumerated() {
            let result: Result<HTTPResponse, HTTPTransportError>
            do { result = .success(try await execute(request)) } catch { result = .failure(error) }
            await each([HTTPCompletion(index: index, result: result)])
        }
    }
}

extension ReceivedRequest {
    init(_ request: HTTPRequest) {
        let rest = request.url.split(separator: "://", maxSplits: 1).last ?? ""
        let target = rest.firstIndex { "/?".contains($0) }.map { String(rest[$0...]) } ?? "/"
        self.init(
            method: request.method.rawValue, target: target,
            headers: request.headers + [HTTPHeader(name: "host", value: "simulator")], body: request.body ?? [])
    }
}
