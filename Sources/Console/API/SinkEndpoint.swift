import Bridge
import BridgeCore

/// The sinks of the configuration and how they are doing.
struct SinkEndpoint: Sendable {
    let bridge: WatchedBridge

    var endpoint: Endpoint {
        Endpoint(.get, "/api/v1/sinks", .read) { request in
            do throws(RequestRefusal) {
                _ = try QueryReader(request, knowing: ["limit", "after"]).page()
                return await all()
            } catch {
                return .problem(400, error.description)
            }
        }
    }

    /// There are a hundred at most: they are one page.
    private func all() async -> Reply {
        let totals = await bridge.store.read { CursorTotals($0) }
        let health = await bridge.deliverer.health
        return .json { page in
            page.member(
                "items",
                array: { array in
                    for sink in bridge.sinks {
                        array.object {
                            write(sink, totals.sinks[sink.name] ?? .init(), health[sink.name] ?? .working, to: &$0)
                        }
                    }
                })
        }
    }

    private func write(
        _ sink: SinkTraits, _ totals: CursorTotals.SinkTotals, _ health: LaneHealth, to writer: inout JSONWriter
    ) {
        writer.member("sink", sink.name)
        writer.member("type", sink.type)
        writer.member("endpoint", sink.endpoint)
        writer.member("health", health.word)
        writer.member("since", ifPresent: health.trouble?.since.description)
        writer.member("reason", ifPresent: health.trouble?.reason)
        writer.member("backlog", totals.owed)
        writer.member("oldest", ifPresent: totals.oldest?.description)
        writer.member("dead_letters", totals.dead)
    }
}
