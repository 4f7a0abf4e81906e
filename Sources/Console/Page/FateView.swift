import BridgeCore

/// How far the deliveries of an event to some sinks got.
struct FateView {
    let sinks: String
    let tone: String
    let word: String

    /// Sinks that fared alike are named together.
    static func all(_ deliveries: [DeliveryHistory], _ word: Wording) -> [FateView] {
        var fates: [(word: String, tone: Tone, sinks: [String])] = []
        for delivery in deliveries {
            let fate = word.fate(delivery)
            if let index = fates.firstIndex(where: { $0.word == fate }) {
                fates[index].sinks.append(delivery.sink)
            } else {
                fates.append((fate, delivery.tone, [delivery.sink]))
            }
        }
        return fates.sorted { $0.tone > $1.tone }.map { fate in
            FateView(
                sinks: word.list(fate.sinks), tone: fate.tone.rawValue, word: word("\(fate.word):", "\(fate.word)："))
        }
    }
}

extension DeliveryHistory {
    var tone: Tone {
        switch state {
        case .waiting: .aside
        case .retrying: .warn
        case .ended(.delivered), .ended(.digested): .good
        case .ended(.superseded), .ended(.suppressed): .aside
        case .ended(.dead): .bad
        }
    }
}

extension Wording {
    func fate(_ delivery: DeliveryHistory) -> String {
        switch delivery.state {
        case .waiting: self("waiting", "等待发送")
        case .retrying: self("trying, \(attempts(delivery.attempts))", "重试中，\(attempts(delivery.attempts))")
        case .ended(.delivered): self("delivered", "已送达")
        case .ended(.digested): self("in a digest", "已合并送达")
        case .ended(.superseded): self("superseded", "已被后续事件取代")
        case .ended(.suppressed): self("suppressed", "按规则不发送")
        case .ended(.dead): self("given up", "已放弃")
        }
    }

    func attempts(_ count: Int) -> String { self(count == 1 ? "1 attempt" : "\(count) attempts", "已尝试 \(count) 次") }
}
