import BridgeCore
import Testing

/// A lane with its owner: time passes when told to, and what the lane wants committed is durable at once.
final class Shop {
    var lane: Lane
    var now: Duration = .seconds(1000)
    var tokens: TokenBucket?
    /// How each event ended.
    private(set) var ended: [UInt64: Settlement] = [:]
    private(set) var effects: [LaneEffect] = []
    private(set) var notes: [UInt64: Attempts] = [:]
    private(set) var digests: [Digest] = []
    private var numbers: [String: UInt64] = [:]
    private var orders: [UInt64: UInt64] = [:]

    init(_ change: (inout LaneTraits) -> Void = { _ in }) {
        var traits = LaneTraits(sink: "s")
        change(&traits)
        lane = Lane(traits)
    }

    /// Event `number` of finding `order`.
    static func event(_ number: UInt64, of order: UInt64, bytes: Int = 2) -> OwedEvent {
        let json = Array(repeating: UInt8(ascii: " "), count: bytes - 2) + Array("{}".utf8)
        return OwedEvent(number: number, event: EncodedEvent(id: "e\(number)", json: json), order: order, sinks: ["s"])
    }

    /// Events by number, each of its finding.
    func add(_ events: KeyValuePairs<UInt64, UInt64>, attempts: [UInt64: Attempts]? = nil) {
        add(events.map { Shop.event($0, of: $1) }, attempts: attempts)
    }

    func add(_ events: [OwedEvent], attempts: [UInt64: Attempts]? = nil) {
        for event in events {
            numbers[event.event.id] = event.number
            orders[event.number] = event.order
        }
        commit(lane.add(events, attempts: attempts, at: now))
    }

    /// What goes out now.
    func take() -> LaneTurn {
        var turn = lane.take(at: now, tokens: &tokens)
        commit(turn.effects)
        turn.effects = []
        return turn
    }

    /// The numbers of the events that go out now, a digest as one list.
    func sent() -> [[UInt64]] {
        take().shipments.map { $0.delivery.events.compactMap { numbers[$0.id] } }
    }

    func finish(_ shipment: Shipment, _ outcome: Outcome, fraction: Double = 0.5) {
        finish([(shipment, outcome)], fraction: fraction)
    }

    func finish(_ ends: [(Shipment, Outcome)], fraction: Double = 0.5) {
        let reports = ends.map { ShipmentReport(id: $0.0.id, outcome: $0.1) }
        commit(lane.finish(reports, at: now, date: .start, fraction: { fraction }))
    }

    /// Sends one shipment, which must be there, and ends it so.
    func ship(_ outcome: Outcome, fraction: Double = 0.5) throws {
        let shipment = try #require(take().shipments.first)
        finish(shipment, outcome, fraction: fraction)
    }

    func wait(_ time: Duration) {
        now += time
    }

    private func commit(_ new: [LaneEffect]) {
        effects += new
        for effect in new {
            switch effect {
            case .settle(let numbers, let settlement):
                for number in numbers {
                    if ended[number] != nil { Issue.record("event \(number) ended twice") }
                    ended[number] = settlement
                }
                lane.settled(numbers)
            case .note(let number, let attempts): notes[number] = attempts
            case .form(let digest):
                digests.append(digest)
                lane.digestIsDurable(digest)
            case .remember, .failing, .paused, .recovered: break
            }
        }
    }
}
