import Bridge
import BridgeCore
import Logging

/// One life of the real worker in the simulated world.
final class SimulatedProcess: @unchecked Sendable {
    let life: Life
    let start: Duration
    private(set) var isDone = false
    private let world: Simulation
    private let isOnce: Bool
    private let bell = Doorbell()
    private let log = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })

    init(_ world: Simulation, isOnce: Bool) {
        self.world = world
        self.isOnce = isOnce
        life = Life(number: world.lives)
        start = world.time.uptime()
    }

    func stop() { bell.ring() }

    func run() async {
        defer { isDone = true }
        do {
            try await work()
        } catch let error as DiskError {
            world.chaos.count("start refused by the disk")
            if world.chaos.level == 0 { world.chaos.fail("a good disk refuses the start: \(error)") }
        } catch {
            if !life.isOver { world.chaos.fail("life \(world.lives) does not start: \(error)") }
        }
    }

    private func work() async throws {
        let disk = world.disk.handle(of: life)
        let contents = try await CursorFiles(on: disk).load()
        if !life.isOver { check(contents) }
        var limits = CursorStore.Limits()
        limits.journalBytes = world.plan.journalBytes
        let store = try await CursorStore(
            contents, on: disk, time: world.time, random: { [dice = world.dice] in dice.next() }, limits: limits,
            log: log)
        let service = service(store)
        if isOnce {
            let round = await service.runOnce(wait: .seconds(world.plan.onceWait))
            if !life.isOver { check(round) }
        } else {
            await service.run { [bell] in await bell.wait() }
        }
        if !life.isOver, world.chaos.level == 0 { try await compare(store) }
    }

    private func service(_ store: CursorStore) -> BridgeService {
        let (plan, time) = (world.plan, world.time)
        let sources = world.watched.map { one in
            WatchedSource(
                source: SimulatedSource(
                    name: one.identity.name, cloud: one.cloud, reference: one.reference, life: life, chaos: world.chaos,
                    time: time),
                identity: one.identity, policy: plan.policy, every: plan.every)
        }
        let sinks = world.receivers.map { receiver in
            Deliverer.Destination(
                sink: SimulatedSink(receiver: receiver, life: life, chaos: world.chaos, time: time),
                traits: receiver.traits, retry: plan.retry, fallback: plan.fallback(of: receiver.traits.name))
        }
        return BridgeService(
            store: store, poller: Poller(sources, into: store, router: plan.router, time: time, log: log),
            deliverer: Deliverer(
                sinks, from: store, router: plan.router, time: time, random: { [dice = world.dice] in dice.next() },
                log: log),
            shutdownTimeout: plan.shutdownTimeout, time: time, log: log)
    }

    /// What was found at the start must be what answers made, and nothing durable may be missing.
    private func check(_ contents: CursorFiles.Contents?) {
        let sequence = contents?.cursor.sequence ?? 0
        if sequence < world.ledger.sequence {
            world.chaos.fail("\(world.ledger.sequence) was durable, and the files hold only \(sequence)")
        }
        let cursor = contents?.cursor ?? Cursor(identity: CursorIdentity(lineage: "", checkpoint: ""))
        for one in world.watched { one.reference.check(cursor, of: one.identity.name) }
        HistoryCheck(world, cursor).check()
    }

    /// With nothing going wrong a round delivers everything, except where a receiver counts the requests: its turn may
    /// come too late for it.
    private func check(_ round: BridgeService.Round) {
        guard world.chaos.level == 0, !world.plan.hasStuckFinding else { return }
        let counting = Set(world.receivers.filter { $0.traits.rate != nil }.map(\.traits.name))
        if !round.isPolled || !counting.isSuperset(of: round.owed.keys) {
            world.chaos.fail("a round without trouble came to \(round)")
        }
    }

    /// What a process knew when it ended is what the next one will find.
    private func compare(_ store: CursorStore) async throws {
        let contents = try await CursorFiles(on: world.disk.durableCopy()).load()
        let memory = await store.snapshot
        guard let cursor = contents?.cursor, cursor.sequence == memory.sequence,
            cursor.identity == memory.identity, cursor.outbox.nextNumber == memory.outbox.nextNumber,
            written(cursor) == written(memory)
        else { return world.chaos.fail("the files do not hold what was known at the end") }
        HistoryCheck(world, cursor).checkWhole()
    }

    /// Times are written in whole milliseconds, and memory knows better.
    private func written(_ cursor: Cursor) -> [[UInt8]] {
        cursor.records.map { record in
            var writer = JSONWriter()
            writer.object { record.write(to: &$0) }
            return writer.bytes
        }
    }
}
