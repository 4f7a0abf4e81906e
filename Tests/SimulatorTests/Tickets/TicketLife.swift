import BridgeCore
import Simulator
import Sinks
import Synchronization
import Testing

/// The life of one finding as a sink hears of it, with the memory that the cursor would keep.
final class TicketLife: Sendable {
    let service: SimulatedService
    private let system: TicketSystemUnderTest
    private let sink: Mutex<any Sink>
    private let memory = Mutex<String?>(nil)

    /// Of the day on which it happens, some hours after the events' own time.
    private static let noon = Timestamp(seconds: 1_772_366_400)

    /// The sink is made long before the first event.
    init(_ system: TicketSystemUnderTest, at now: Timestamp = noon) throws {
        self.system = system
        let service = SimulatedService(at: now + .seconds(-86_400))
        self.service = service
        sink = Mutex(try system.make(service, nil) { service.now })
        service.advance(by: .seconds(86_400))
    }

    /// What the sink remembers.
    var remembered: [String] { memory.withLock { $0.map { [$0] } ?? [] } }

    /// The memory was lost.
    func forget() { memory.withLock { $0 = nil } }

    /// The process died before what was to be remembered was committed, and starts again.
    func crash() throws {
        forget()
        let new = try system.make(service, service.now) { [service] in service.now }
        sink.withLock { $0 = new }
    }

    /// Tells the sink until it is delivered or refused, after as long as it asks for; at most three times.
    /// - Parameter later: how much time passes before.
    @discardableResult
    func tell(
        _ transition: Transition, later: Duration = .zero, state: FindingState = .open, revision: Int = 3
    ) async throws -> Outcome {
        service.advance(by: later)
        let sink = sink.withLock { $0 }
        var outcome = Outcome.retry(reason: "not told")
        for attempt in 1...3 {
            outcome = await tell(sink, Self.event(transition, state: state, revision: revision), attempt)
            guard case .retry(let wait, _, _) = outcome else { break }
            service.advance(by: wait ?? .zero)
        }
        return outcome
    }

    private func tell(_ sink: any Sink, _ event: EncodedEvent, _ attempt: Int) async -> Outcome {
        let ended = Mutex<DeliveryReport?>(nil)
        let delivery = Delivery(content: .event(event), attempt: attempt, memory: memory.withLock { $0 })
        await sink.deliver([delivery]) { reports in ended.withLock { $0 = reports.first } }
        guard let report = ended.withLock({ $0 }) else { return .retry(reason: "not reported") }
        if let change = report.memory { memory.withLock { $0 = change.text } }
        return report.outcome
    }

    /// `state: notes`, ticket by ticket.
    var tickets: [String] {
        service.simulation.tickets(of: system.name).map { "\($0.isDeleted ? "deleted" : $0.state): \($0.notes.count)" }
    }

    static func event(
        _ transition: Transition, title: String = "RAM users without MFA @all <b>", state: FindingState = .open,
        revision: Int = 3
    ) -> EncodedEvent {
        let (from, to): (String, String) =
            switch transition {
            case .opened: ("null", "failed")
            case .reopened: ("\"ignored\"", "failed")
            case .resolved: ("\"failed\"", "pass")
            case .suppressed: ("\"failed\"", "ignored")
            case .severityChanged, .affectedChanged: ("\"failed\"", "failed")
            case .vanished: ("\"failed\"", "vanished")
            case .changed: ("\"failed\"", "odd")
            }
        let id = TicketLife.id(of: transition)
        let title = String(decoding: JSONValue.string(title).bytes, as: UTF8.self)
        let json = """
            {"specversion":"1.0","id":"\(id)","source":"/accounts/prod/sources/prod-risk",\
            "type":"\(EventType.finding(transition).name)","subject":"risk_check/3","time":"2026-03-01T09:15:00Z",\
            "severity":"high","data":{"transition":"\(transition.rawValue)","from":\(from),"to":"\(to)","revision":\(revision),\
            "account":"prod","region":"cn-hangzhou","source":"prod-risk",\
            "changes":[{"field":"affected_count","from":2,"to":5}],\
            "finding":{"key":"prod-risk/3","kind":"risk_check","id":"3","title":\(title),\
            "severity":"high","status":"\(to)","state":"\(state.rawValue)","affected_count":5}}}
            """
        return EncodedEvent(id: id, json: Array(json.utf8))
    }

    private static func id(of transition: Transition) -> String {
        let number = Transition.allCases.firstIndex(of: transition) ?? 0
        return "4f2a9c0d11e84b7fa3d2c6b5908e7f0\(number)"
    }
}
