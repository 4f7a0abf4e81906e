package import BridgeCore
package import Logging

/// Polls every source in its own time and commits what it learns.
package struct Poller: Sendable {
    private let sources: [WatchedSource]
    private let store: CursorStore
    private let router: Router
    private let time: any TimeSource
    private let log: Logger
    private let observer: any BridgeObserver

    package init(
        _ sources: [WatchedSource], into store: CursorStore, router: Router, time: any TimeSource, log: Logger,
        observer: any BridgeObserver = BridgeObservers()
    ) {
        self.sources = sources
        self.store = store
        self.router = router
        self.time = time
        self.log = log
        self.observer = observer
    }

    /// Polls until the task is cancelled.
    package func run() async {
        let gate = PollGate()
        let origin = time.uptime()
        await withDiscardingTaskGroup { group in
            for source in sources { group.addTask { await watch(source, gate, since: origin) } }
        }
    }

    /// Polls every source once.
    /// - Returns: whether all of them answered in full.
    package func runOnce() async -> Bool {
        let gate = PollGate()
        return await withTaskGroup(of: Bool.self) { group in
            for source in sources {
                group.addTask {
                    var outage = OutageWatch(after: source.policy.failingAfter)
                    return await gate.withTurn(of: source.identity.account) { await poll(source, &outage) } ?? false
                }
            }
            return await group.reduce(true) { $0 && $1 }
        }
    }

    private func watch(_ source: WatchedSource, _ gate: PollGate, since origin: Duration) async {
        let schedule = PollSchedule(for: source.identity.name, every: source.every, among: sources.count)
        var outage = OutageWatch(after: source.policy.failingAfter)
        var due = schedule.first
        while (try? await time.sleep(for: origin + due - time.uptime())) != nil {
            let start = await gate.withTurn(of: source.identity.account) {
                let start = time.uptime() - origin
                _ = await poll(source, &outage)
                return start
            }
            guard let start else { return }
            due = schedule.next(after: start, now: time.uptime() - origin)
        }
    }

    /// - Returns: whether the source answered in full.
    private func poll(_ source: WatchedSource, _ outage: inout OutageWatch) async -> Bool {
        observer.observe(.pollBegan(source: source.identity.name))
        let start = time.uptime()
        var result = PollResult.dropped
        defer {
            observer.observe(.pollEnded(source: source.identity.name, result, took: time.uptime() - start))
        }
        do {
            let poll = try await source.source.poll(knowing: store.findings(of: source.identity.name))
            let failure = poll.failures.first
            PollLog(log, source.identity).note(poll.remarks)
            let reports = try await store.take(
                consume poll, of: source.identity, under: source.policy, router: router)
            for report in reports { PollLog(log, source.identity).note(report) }
            result = .answered(complete: reports.allSatisfy(\.incomplete.isEmpty), failure: failure)
            await settle(failure, source, &outage)
            return failure == nil
        } catch let error as SourceError {
            result = .failed(error)
            await settle(error, source, &outage)
        } catch is CursorStoreClosed {
            log.debug("a poll came too late to be saved", metadata: ["source": "\(source.identity.name)"])
        } catch is CancellationError {
            log.debug("a poll was cut short", metadata: ["source": "\(source.identity.name)"])
        } catch {
            log.error("a poll broke", metadata: ["source": "\(source.identity.name)", "error": "\(error)"])
        }
        return false
    }

    /// Takes note of how the poll ended, and tells it if it is news.
    private func settle(_ error: SourceError?, _ source: WatchedSource, _ outage: inout OutageWatch) async {
        let known = await store.state(of: source.identity.name).health
        let (line, health) = outage.note(error, known: known, at: time.now())
        PollLog(log, source.identity).note(line)
        guard let health else { return }
        _ = try? await store.commit { cursor, now in
            cursor.advance(to: health, of: source.identity, under: source.policy, router: router, at: now)
        }
    }
}
