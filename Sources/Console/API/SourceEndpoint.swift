import Bridge
import BridgeCore

/// The sources of the configuration and how they are doing.
struct SourceEndpoint: Sendable {
    let bridge: WatchedBridge

    var endpoint: Endpoint {
        Endpoint(.get, "/api/v1/sources", .read) { request in
            do throws(RequestRefusal) {
                let query = try QueryReader(request, knowing: ["limit", "after"])
                return await page(try query.page())
            } catch {
                return .problem(400, error.description)
            }
        }
    }

    /// The place is the number of the source in the configuration, which does not change while the service runs.
    private func page(_ request: PageRequest) async -> Reply {
        guard let start = Int(request.after ?? "0"), (0...bridge.sources.count).contains(start) else {
            return .problem(400, "`after` names no place in this listing: begin without it")
        }
        let totals = await bridge.store.read { CursorTotals($0) }
        let end = min(start + request.limit, bridge.sources.count)
        return .json { page in
            page.member(
                "items",
                array: { array in
                    for source in bridge.sources[start..<end] {
                        array.object { write(source, totals.sources[source.name] ?? .init(), to: &$0) }
                    }
                })
            if end < bridge.sources.count { page.member("next", "\(end)") }
        }
    }

    private func write(
        _ source: WatchedSourceFacts, _ totals: CursorTotals.SourceTotals, to writer: inout JSONWriter
    ) {
        let entry = bridge.polls[source.name]
        writer.member("source", source.name)
        writer.member("account", source.identity.account)
        writer.member("account_id", ifPresent: totals.state.accountID)
        writer.member("region", source.identity.region)
        writer.member("kind", source.identity.kind.rawValue)
        writer.member("every_seconds", source.every.milliseconds / 1000)
        writer.member("health", totals.state.outage == nil ? "working" : "failing")
        writer.member("failing_since", ifPresent: totals.state.outage?.since.description)
        writer.member("polling_since", ifPresent: entry.under?.description)
        if let last = entry.last { writer.member("last_poll", object: { $0.poll(last) }) }
        writer.member("findings", object: { $0.counts(totals.tally) })
    }
}

extension JSONWriter {
    fileprivate mutating func poll(_ poll: PollBook.Poll) {
        member("at", poll.at.description)
        member("milliseconds", poll.took.milliseconds)
        member("outcome", poll.result.word)
        if let error = poll.result.error {
            member("code", error.code)
            member("message", error.message)
            member("operation", error.operation)
            member("advice", error.advice)
        }
    }

    /// Writes how many findings there are, by state; the open ones by severity, too.
    mutating func counts(_ tally: FindingTally) {
        member(
            "open",
            object: { open in
                for severity in Severity.allCases { open.member(severity.rawValue, tally[.open, severity]) }
            })
        member("resolved", tally[.resolved])
        member("suppressed", tally[.suppressed])
        member("unknown", tally[.unknown])
        member("gone", tally[.gone])
    }
}

extension PollResult {
    var error: SourceError? {
        switch self {
        case .answered(_, let failure): failure
        case .failed(let error): error
        case .dropped: nil
        }
    }
}
