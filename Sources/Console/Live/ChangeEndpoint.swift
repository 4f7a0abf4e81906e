import Bridge
import BridgeCore
import Synchronization

/// Server-sent events, one for each time that something changed. They say nothing else, so that none can be missed: the
/// page that hears of several together asks once.
struct ChangeEndpoint: Sendable {
    /// Between two events, so that a busy bridge does not keep every page asking.
    static let pace: Duration = .seconds(1)
    /// A connection that nothing goes through is taken for dead by proxies, and one that is dead shows only when
    /// something goes through.
    static let silence: Duration = .seconds(60)
    /// Then the browser asks anew: nobody who has stopped reading keeps a place for ever.
    static let lifetime: Duration = .seconds(1800)
    let changes: ChangeFeed
    let time: any TimeSource

    var endpoint: Endpoint {
        Endpoint(.get, "/changes", .read) { request in
            guard request.method == .get else { return Reply(.events, []) }
            guard let watch = changes.watch() else {
                return .problem(503, "too many are watching already: the page stands still until it is asked for again")
            }
            return reply(watch)
        }
    }

    private func reply(_ watch: ChangeWatch) -> Reply {
        var reply = Reply(.events, Array("retry: 3000\n\n".utf8))
        // Else a proxy in front would collect the events.
        reply.more = [("x-accel-buffering", "no")]
        let end = time.uptime() + Self.lifetime
        let isFirst = Atomic(true)
        reply.feed = Reply.Feed(
            next: { [time] in
                if !isFirst.exchange(false, ordering: .relaxed) { await watch.rest(Self.pace, by: time) }
                return time.uptime() < end ? await Self.piece(of: watch, time) : nil
            }, end: { watch.end() })
        return reply
    }

    private static func piece(of watch: ChangeWatch, _ time: any TimeSource) async -> [UInt8]? {
        switch await watch.next(atMost: silence, by: time) {
        case .ended: return nil
        case .quiet: return Array(":\n\n".utf8)
        case .changed: return Array("event: changed\ndata:\n\n".utf8)
        }
    }
}
