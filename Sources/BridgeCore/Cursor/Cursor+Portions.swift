extension Cursor {
    /// A poll, cut into what is committed by itself.
    ///
    /// Each scope could be. Small ones share a commit, and with it a sync; of many large ones the first are on their way
    /// while the others are still being judged. What one baseline event sums up stays together.
    package func portions(of poll: consuming Poll, under policy: PollPolicy) -> [Poll] {
        let sumsUp = policy.baseline == .summary && poll.snapshots.contains { state(of: $0.scope) == nil }
        guard !sumsUp, var portion = poll.snapshots.first.map({ [$0] }) else { return [poll] }
        var portions: [[Snapshot]] = []
        for snapshot in poll.snapshots.dropFirst() {
            if portion.reduce(0, { $0 + $1.changed.count }) >= policy.worthACommit {
                portions.append(portion)
                portion = []
            }
            portion.append(snapshot)
        }
        portions.append(portion)
        return portions.map { Poll(accountID: poll.accountID, snapshots: $0) }
    }
}
