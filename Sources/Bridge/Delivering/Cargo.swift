import BridgeCore

/// Shipments as their sink is to see them: with what it remembers of the matter of each.
struct Cargo: Sendable {
    let deliveries: [Delivery]
    private let shipments: [Shipment]
    private let sink: String
    /// What each is about; empty for sinks that remember nothing.
    private let matters: [String?]

    init(_ shipments: [Shipment], of lane: LaneTraits, from store: CursorStore) async {
        self.shipments = shipments
        sink = lane.sink
        guard lane.remembers else {
            (matters, deliveries) = ([], shipments.map(\.delivery))
            return
        }
        let matters = shipments.map(\.delivery.matter)
        // Whoever is before it in its order is durably settled, and so is what was learnt from it.
        let memories = await store.recall(matters, for: sink)
        deliveries = zip(shipments, memories).map { $0.delivery.remembering($1) }
        self.matters = matters
    }

    /// The report as the lane is to see it.
    func report(_ report: DeliveryReport) -> ShipmentReport {
        let matter = matters.isEmpty ? nil : matters[report.index]
        let memory = report.memory.flatMap { change in
            matter.map { SinkMemory(sink: sink, matter: $0, text: change.text) }
        }
        return ShipmentReport(id: shipments[report.index].id, outcome: report.outcome, memory: memory)
    }
}

extension Delivery {
    fileprivate var matter: String? {
        guard case .event(let event) = content else { return nil }
        return (try? Event(event))?.matter
    }

    fileprivate func remembering(_ memory: String?) -> Delivery {
        Delivery(content: content, attempt: attempt, memory: memory)
    }
}
