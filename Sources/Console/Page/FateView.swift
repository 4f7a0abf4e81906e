import BridgeCore

/// How far the delivery of an event to one sink got.
struct FateView {
    let sink: String
    let tone: String
    let word: String

    init(_ delivery: DeliveryHistory, _ word: Wording) {
        sink = delivery.sink
        tone = delivery.tone.rawValue
        self.word = word.fate(delivery)
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
