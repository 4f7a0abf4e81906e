import BridgeCore
import HTTPTransport
import Simulator
import Synchronization

/// A way to the simulated services without a wire: what is asked is answered by the simulation itself.
final class SimulatedService: HTTPClient {
    private let state: Mutex<State>

    private struct State {
        var simulation: Simulation
        var now: Timestamp
        var requests: [HTTPRequest] = []
        var statuses: [Int] = []
        /// The answers of these are lost, by their number: the work is done.
        var lost: Set<Int> = []
        /// These are answered like this, and nothing is done, by their number.
        var refused: [Int: HTTPResponse] = [:]

        /// `nil` if it is lost.
        mutating func response(to request: HTTPRequest) -> HTTPResponse? {
            requests.append(request)
            if let refusal = refused[requests.count] {
                statuses.append(refusal.status)
                return refusal
            }
            let reply = simulation.answer(ReceivedRequest(request), at: now)
            statuses.append(reply.status)
            guard !lost.contains(requests.count), reply.ending == .complete else { return nil }
            return HTTPResponse(status: reply.status, headers: reply.headers, body: reply.body)
        }
    }

    init(at now: Timestamp = .noon, losingAnswers lost: Set<Int> = []) {
        state = Mutex(State(simulation: Simulation(.standard(at: now)), now: now, lost: lost))
    }

    var now: Timestamp { state.withLock { $0.now } }

    func advance(by time: Duration) { state.withLock { $0.now = $0.now + time } }

    var simulation: Simulation { state.withLock { $0.simulation } }

    /// `POST /repos/…`, as they were asked.
    var questions: [String] {
        state.withLock { state in
            state.requests.map { "\($0.method.rawValue) \($0.url.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" })" }
        }
    }

    /// `POST /repos/… 201`: what was asked and answered.
    var exchanges: [String] { zip(questions, state.withLock { $0.statuses }).map { "\($0) \($1)" } }

    func refuse(_ number: Int, _ status: Int, _ body: String) {
        state.withLock { $0.refused[number] = HTTPResponse(status: status, body: Array(body.utf8)) }
    }

    func lose(_ number: Int) { state.withLock { _ = $0.lost.insert(number) } }

    /// Asks the control API.
    func control(_ method: String, _ path: String, _ body: String) -> Int {
        state.withLock { state in
            let request = ReceivedRequest(
                method: method, target: path, headers: [HTTPHeader(name: "content-type", value: "application/json")],
                body: Array(body.utf8))
            return state.simulation.answer(request, at: state.now).status
        }
    }

    func execute(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let response = state.withLock { $0.response(to: request) }
        guard let response else { throw .interrupted() }
        return response
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
