/// The scopes of one poll that have become stale for one reason: one event tells of all of them, because a firewall's
/// checks grow old together.
struct StaleScopes: Sendable {
    private var scopes: [String] = []
    private var since: Timestamp?
    private var count = 0

    mutating func add(_ scope: String, since start: Timestamp, count more: Int) {
        scopes.append(scope)
        since = min(since ?? start, start)
        count += more
    }

    /// Writes the members of `data` that are this event's own.
    func write(_ reason: Staleness.Reason, to data: inout JSONWriter) {
        data.member("scope", scopes.count == 1 ? scopes[0] : "")
        data.member("reason", reason.rawValue)
        data.member("since", ifPresent: since?.description)
        data.member("count", count)
        if scopes.count > 1 { data.member("scopes", array: { array in scopes.forEach { array.string($0) } }) }
    }
}
