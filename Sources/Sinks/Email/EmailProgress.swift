/// Which recipients need not be sent a mail again that others still wait for. Not kept over a restart: a repetition has the
/// same `Message-ID`.
struct EmailProgress: Sendable {
    /// Of so many mails; the oldest is forgotten first.
    static let maximumCount = 1000
    /// By the delivery's id.
    private var settled: [String: Set<String>] = [:]
    private var order: [String] = []

    func has(_ recipient: String, _ id: String) -> Bool { settled[id]?.contains(recipient) ?? false }

    /// Whether somebody has the mail.
    func hasAny(_ id: String) -> Bool { settled[id] != nil }

    mutating func note(_ recipients: [String], _ id: String) {
        if settled[id] == nil { order.append(id) }
        settled[id, default: []].formUnion(recipients)
        if order.count > Self.maximumCount { settled[order.removeFirst()] = nil }
    }

    mutating func forget(_ id: String) {
        guard settled.removeValue(forKey: id) != nil else { return }
        order.removeAll { $0 == id }
    }
}
