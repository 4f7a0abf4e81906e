/// Who may poll now: so many at once, few of one account, and of those who may, who has waited longest.
///
/// An account that answers slowly or not at all thus holds up itself, and nobody else.
struct PollQueue: Sendable {
    private let limit: Int
    private let limitPerAccount: Int
    private var polling = 0
    private var pollingOf: [String: Int] = [:]
    private var waiting: [(id: UInt64, account: String)] = []

    init(limit: Int, perAccount: Int) {
        self.limit = limit
        limitPerAccount = perAccount
    }

    /// - Returns: whether it may poll at once; otherwise it waits.
    mutating func enter(_ id: UInt64, of account: String) -> Bool {
        guard admits(account) else {
            waiting.append((id, account))
            return false
        }
        begin(account)
        return true
    }

    /// A poll has ended.
    /// - Returns: who may poll instead.
    mutating func leave(_ account: String) -> UInt64? {
        polling -= 1
        pollingOf[account] = pollingOf[account].flatMap { $0 > 1 ? $0 - 1 : nil }
        guard let index = waiting.firstIndex(where: { admits($0.account) }) else { return nil }
        let next = waiting.remove(at: index)
        begin(next.account)
        return next.id
    }

    /// - Returns: whether it was still waiting.
    mutating func giveUp(_ id: UInt64) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return false }
        waiting.remove(at: index)
        return true
    }

    private func admits(_ account: String) -> Bool {
        polling < limit && pollingOf[account, default: 0] < limitPerAccount
    }

    private mutating func begin(_ account: String) {
        polling += 1
        pollingOf[account, default: 0] += 1
    }
}
