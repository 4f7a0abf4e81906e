package import BridgeCore

/// Does what the command line asks, on the cursor that is held by this process. The answer is the same whether a
/// service does it or the command itself.
package struct Controller: Sendable {
    private let store: CursorStore
    private let sinks: Set<String>
    /// `nil` where nothing is delivered.
    private let deliverer: Deliverer?
    /// `nil` where no service runs.
    private let liveness: Liveness?

    /// - Parameter sinks: the names of the configuration.
    package init(
        _ store: CursorStore, sinks: Set<String>, deliverer: Deliverer? = nil, liveness: Liveness? = nil
    ) {
        self.store = store
        self.sinks = sinks
        self.deliverer = deliverer
        self.liveness = liveness
    }

    package func answer(_ request: ControlRequest) async -> ControlAnswer {
        do {
            return try await perform(request)
        } catch let refusal as RequestRefusal {
            return .refused(refusal.description)
        } catch is CursorStoreClosed {
            return .refused("the service is stopping: ask again when it has stopped")
        } catch {
            return .refused("it cannot be done: \(error)")
        }
    }

    private func perform(_ request: ControlRequest) async throws -> ControlAnswer {
        switch request {
        case .show: return show(await store.snapshot, health: await deliverer?.health ?? [:])
        case .health: return try await health()
        case .accept(let source, let scope):
            return .done(try await store.perform { try $0.accepting(source: source, scope: scope) })
        case .deadLetters(let action, let selection):
            return .done(try await store.perform { try $0.deciding(action, on: selection, sinks: sinks) })
        case .resume(let sink):
            let wasResumed = try await lane(sink).lane.resume()
            return .done { $0.member("resumed", wasResumed) }
        case .test(let sink, let fingerprint): return try await test(lane(sink), fingerprint)
        case .compact:
            try await store.compactNow()
            return .done { $0.member("compacted", true) }
        }
    }

    private func health() async throws(RequestRefusal) -> ControlAnswer {
        guard let liveness else { throw RequestRefusal("no service is running") }
        let stuck = await liveness.stuck()
        return .done { $0.member("stuck", array: { array in stuck.forEach { array.string($0) } }) }
    }

    private typealias SinkLane = (lane: LaneRunner, test: SinkTest)

    private func lane(_ sink: String) throws(RequestRefusal) -> SinkLane {
        guard let deliverer else { throw RequestRefusal("no service is running") }
        guard let lane = deliverer.lane(of: sink) else {
            throw RequestRefusal("the running service has no sink \(sink); restart it if that is a new one")
        }
        return lane
    }

    private func test(_ sink: SinkLane, _ fingerprint: String) async throws(RequestRefusal) -> ControlAnswer {
        guard sink.test.fingerprint == fingerprint else {
            throw RequestRefusal("the running service sends to another place than this configuration says")
        }
        let result = await sink.test.run(lineage: store.snapshot.identity.lineage)
        let wasResumed = result.outcome == .delivered ? await sink.lane.resume() : false
        return .done {
            result.write(to: &$0)
            $0.member("resumed", wasResumed)
        }
    }
}

/// Answers what changes nothing, from the files alone: while no service runs, looking must not write.
package struct ReadOnlyController: Sendable {
    private let cursor: Cursor

    package init(_ cursor: Cursor) {
        self.cursor = cursor
    }

    /// - Returns: `nil` if the request changes something.
    package func answer(_ request: ControlRequest) -> ControlAnswer? {
        switch request {
        case .show: show(cursor, health: [:])
        case .deadLetters(let action, let selection) where action == .list || action == .show:
            listing(action, selection)
        case .health, .accept, .deadLetters, .resume, .test, .compact: nil
        }
    }

    private func listing(_ action: DeadLetterAction, _ selection: DeadLetterSelection) -> ControlAnswer {
        do throws(RequestRefusal) {
            return .done(try cursor.deciding(action, on: selection, sinks: []).answer)
        } catch {
            return .refused(error.description)
        }
    }
}

private func show(_ cursor: Cursor, health: [String: LaneHealth]) -> ControlAnswer {
    .done { CursorOverview(cursor, health: health).write(to: &$0) }
}
