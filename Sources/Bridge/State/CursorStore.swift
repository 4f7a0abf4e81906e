package import BridgeCore
package import Logging

/// The cursor in memory and on disk: the one place where what is known and owed changes.
///
/// Memory runs ahead of the disk, but whoever commits waits for the disk, and lanes are handed only what is durable.
/// One loop, ``run()``, writes: commits that wait together share one sync. While the disk refuses, it says so and tries
/// again with a whole new checkpoint; nothing whose commit is not durable goes out.
package actor CursorStore {
    private let disk: any StateDisk
    private let time: any TimeSource
    private let random: @Sendable () -> UInt64
    private let log: Logger
    private let observer: any BridgeObserver
    private let limits: Limits
    private let bell = Doorbell()
    /// Rings when the service ends, for whoever waits for a disk that refuses.
    private let ending = Doorbell()

    private var cursor: Cursor
    private var journal: JournalFile?
    private var unbegun: UnbegunJournal?
    private var queue: [Pending] = []
    private var lanes: [String: @Sendable ([OwedEvent]) async -> Void] = [:]
    private var isClosing = false
    private var isHurried = false
    /// A large commit, or a checkpoint, was made, and what that took was not given back yet.
    private var leavesMemory = false
    private var checkpointBytes: Int
    /// The checkpoint that the journal on disk names: the next checkpoint must name it too, until it is cut.
    private var journalOnDisk: String?
    /// Those who asked for a new checkpoint and wait for it.
    private var compactionWaiters: [CheckedContinuation<Void, any Error>] = []

    /// How the files are written.
    package struct Limits: Sendable {
        /// Settlements may wait so long for company; a lane's next ones wait as long again, for those before them.
        package var settleLag: Duration = .milliseconds(100)
        /// The journal is cut when it is larger than this and than the checkpoint; while something is owed, only when
        /// it is sixteen times as large.
        package var journalBytes = 4 << 20
        /// The longest wait before the disk is tried again.
        package var longestRetry: Duration = .seconds(30)

        package init() {}
    }

    private struct JournalFile {
        var file: OpenFile
        var encoder: JournalEncoder
        var bytes: Int
    }

    /// The journal of a published checkpoint before it is there. Until it is, the one on disk may go on from this
    /// checkpoint or from the one before, so that no third one may take their place.
    private struct UnbegunJournal {
        var sequence: UInt64
        var carried: [Pending]
    }

    /// A commit that memory holds and the disk does not.
    private struct Pending {
        var records: [CursorRecord]
        /// The number of its last record.
        var sequence: UInt64
        var isUrgent: Bool
        var waiter: CheckedContinuation<Void, any Error>
    }

    /// - Parameter contents: what ``CursorFiles/load()`` found; `nil` begins a new cursor.
    package init(
        _ contents: CursorFiles.Contents?, on disk: any StateDisk, time: any TimeSource,
        random: @escaping @Sendable () -> UInt64, limits: Limits = Limits(),
        observer: any BridgeObserver = BridgeObservers(), log: Logger
    ) async throws(DiskError) {
        self.disk = disk
        self.time = time
        self.random = random
        self.limits = limits
        self.observer = observer
        self.log = log
        HeapMemory.keepNothingLarge()
        checkpointBytes = contents?.checkpointBytes ?? 0
        journalOnDisk = contents?.journalOnDisk
        cursor = contents?.cursor ?? Cursor(identity: CursorIdentity(lineage: Self.id(random), checkpoint: ""))
        if let goOn = contents?.journal {
            let file = try await disk.reopen(.journal, length: goOn.length)
            journal = JournalFile(
                file: file, encoder: JournalEncoder(chain: goOn.chain, sequence: cursor.sequence), bytes: goOn.length)
        } else {
            try await compact()
        }
    }

    /// A random id, as cursors and checkpoints have one: 32 hexadecimal digits.
    package static func id(_ random: () -> UInt64) -> String {
        (0..<2).map { _ in
            let digits = String(random(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

// MARK: - Asking

extension CursorStore {
    package func findings(of source: String) -> [Scope: FindingTable] {
        cursor.findings(of: source)
    }

    package func state(of source: String) -> SourceState {
        cursor.sources[source] ?? SourceState()
    }

    /// What the sink remembers of each of these matters.
    package func recall(_ matters: [String?], for sink: String) -> [String?] {
        matters.map { $0.flatMap { cursor.memories[sink, $0] } }
    }

    /// All that the sink remembers, in an order of no meaning.
    package func memories(of sink: String) -> [String] { Array(cursor.memories.texts(of: sink).values) }

    /// How many events each sink is owed.
    package var backlog: [String: Int] { cursor.outbox.backlog.filter { $0.value > 0 } }

    /// What memory holds now, for showing it.
    package var snapshot: Cursor { cursor }

    /// Asks for a part of what memory holds. The cursor must not be kept: as long as anybody else holds it, every change
    /// begins with a copy. Whoever commits waits meanwhile, so that it must not take long.
    package func read<Value: Sendable, Failure: Error>(
        _ ask: @Sendable (Cursor) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try ask(cursor)
    }

    /// Whether the disk takes what is committed.
    package var isSaving: Bool { journal != nil }
}

// MARK: - Committing

extension CursorStore {
    /// Decides on what is known now and makes it durable.
    /// - Returns: when the commit would survive a crash.
    /// - Throws: what `decide` throws; ``CursorStoreClosed`` if the store was closed before the disk took it.
    @discardableResult
    package func commit<Failure: Error>(
        _ decide: @Sendable (Cursor, Timestamp) throws(Failure) -> CursorCommit
    ) async throws -> AdvanceReport {
        let decided = try decide(cursor, time.now())
        try await commit(decided.records, isUrgent: true)
        return decided.report
    }

    /// Makes records durable that only note what happened already. They may wait a little for company.
    package func note(_ records: [CursorRecord], isUrgent: Bool) async throws {
        try await commit(records, isUrgent: isUrgent)
    }

    private func commit(_ records: [CursorRecord], isUrgent: Bool) async throws {
        guard !records.isEmpty else { return }
        guard !isClosing else { throw CursorStoreClosed() }
        for record in records { try cursor.apply(record) }
        try await withCheckedThrowingContinuation { waiter in
            queue.append(
                Pending(records: records, sequence: cursor.sequence, isUrgent: isUrgent, waiter: waiter))
            if isUrgent || queue.count == 1 { bell.ring() }
        }
    }

    /// Hands `lane` what its sink is owed, now and from now on as it becomes durable.
    package func supply(
        _ sink: String, _ lane: @escaping @Sendable ([OwedEvent]) async -> Void
    ) -> LaneSupply {
        lanes[sink] = lane
        let unwritten = Set(queue.lazy.flatMap(\.records).flatMap(\.eventNumbers))
        let owed = cursor.outbox.owed(to: sink).filter { !unwritten.contains($0.number) }
        let attempts = cursor.outbox.attempts.filter { $0.key.sink == sink }
        return LaneSupply(
            events: owed, attempts: Dictionary(uniqueKeysWithValues: attempts.map { ($0.key.event, $0.value) }),
            digests: cursor.outbox.digests.values.filter { $0.sink == sink }.sorted { $0.id < $1.id })
    }

    /// Writes a new checkpoint, and returns when it is there.
    package func compactNow() async throws {
        guard !isClosing else { throw CursorStoreClosed() }
        try await withCheckedThrowingContinuation { waiter in
            compactionWaiters.append(waiter)
            bell.ring()
        }
    }

    /// Ends ``run()`` once everything that waits is written.
    package func close() {
        isClosing = true
        bell.ring()
        ending.ring()
    }

    /// From now on a disk that refuses is not waited for: whoever waits for it is told that the store is closed.
    package func hurry() {
        isHurried = true
        ending.ring()
    }
}

/// What a lane begins with.
package struct LaneSupply: Sendable {
    package var events: [OwedEvent]
    package var attempts: [UInt64: Attempts]
    package var digests: [Digest]
}

/// The service is ending; what was to be committed was not.
package struct CursorStoreClosed: Error {}

extension CursorRecord {
    /// The events that were there already and become owed to that sink.
    fileprivate var owedAnew: (sink: String, events: [UInt64])? {
        switch self {
        case .exhumed(let sink, let events, again: true), .forwarded(let sink, let events): (sink, events)
        default: nil
        }
    }

    /// The events that it makes owed.
    fileprivate var eventNumbers: [UInt64] {
        switch self {
        case .event(let event): [event.number]
        case .exhumed(_, let events, again: true), .forwarded(_, let events): events
        case .exhumed, .text, .source, .scope, .finding, .forgotten, .told, .attempted, .digest, .settled, .remembered,
            .sample:
            []
        }
    }
}

// MARK: - Writing

extension CursorStore {
    /// Writes what is committed until the store is closed.
    package func run() async {
        while !Task.isCancelled, !(isClosing && queue.isEmpty) {
            await waitForWork()
            do {
                let written = try await flush().reduce(0) { $0 + $1.records.count }
                leavesMemory = leavesMemory || written > Self.large
                if isCompactionDue {
                    try await compact()
                    leavesMemory = true
                }
            } catch {
                await recover(from: error)
            }
        }
        // Whoever commits from now on would wait for ever: a cancelled store is a closed one.
        giveUp()
        // They hold the store as the store holds them.
        lanes = [:]
        if let journal { await disk.close(journal.file) }
    }

    /// While something is owed, a checkpoint would hold what is settled a moment later, and cost that time besides: it
    /// can wait, but not for ever.
    private var isCompactionDue: Bool {
        guard compactionWaiters.isEmpty else { return journal != nil }
        guard let journal, journal.bytes > max(limits.journalBytes, checkpointBytes) else { return false }
        return backlog.isEmpty || journal.bytes > limits.journalBytes * 16
    }

    /// So many records are a large commit.
    private static let large = 10_000

    private func waitForWork() async {
        if queue.isEmpty { await rest() }
        guard !isClosing, !queue.contains(where: \.isUrgent) else { return }
        await bell.wait(atMost: limits.settleLag, by: time)
    }

    /// There is nothing to do. When whoever made a large commit has had time to let go of its answer, the memory is given
    /// back that is free by now.
    private func rest() async {
        if leavesMemory {
            guard await !bell.wait(atMost: .seconds(1), by: time) else { return }
            leavesMemory = false
            HeapMemory.giveBack()
        }
        await bell.wait()
    }

    /// Makes durable what waits, with one sync, and hands it on.
    /// - Returns: the commits that it wrote.
    @discardableResult
    private func flush() async throws(DiskError) -> [Pending] {
        let batch = queue
        guard !batch.isEmpty, var journal else { return [] }
        try await append(batch, to: &journal)
        let start = time.uptime()
        try await disk.sync(journal.file)
        self.journal = journal
        observer.observe(
            .synced(commits: batch.count, journalBytes: journal.bytes, took: time.uptime() - start))
        await complete(batch.count)
        return batch
    }

    private func append(_ batch: [Pending], to journal: inout JournalFile) async throws(DiskError) {
        let file = journal.file
        var frames = JournalFrames(of: batch.map(\.records), by: journal.encoder)
        var next = frames.next()
        while let frame = next {
            async let written = write(frame, to: file)
            // The next one is encoded meanwhile.
            next = frames.next()
            try await written.get()
            journal.bytes += frame.count
        }
        journal.encoder = frames.encoder
    }

    private nonisolated func write(_ frame: [UInt8], to file: OpenFile) async -> Result<Void, DiskError> {
        do throws(DiskError) {
            return .success(try await disk.append(frame, to: file))
        } catch {
            return .failure(error)
        }
    }

    /// The first commits of the queue are durable: those who wait for them and the lanes may go on.
    private func complete(_ count: Int) async {
        let done = queue.prefix(count)
        queue.removeFirst(count)
        var owed: [String: [OwedEvent]] = [:]
        for case .event(let event) in done.lazy.flatMap(\.records) {
            for sink in event.sinks { owed[sink, default: []].append(event) }
        }
        for (sink, numbers) in done.lazy.flatMap(\.records).compactMap(\.owedAnew) {
            owed[sink, default: []] += numbers.compactMap { cursor.outbox.owed($0, to: sink) }
        }
        for (sink, events) in owed.sorted(by: { $0.key < $1.key }) { await lanes[sink]?(events) }
        // Last, so that lanes have what a commit owes them when it returns.
        for pending in done { pending.waiter.resume() }
    }

    /// A file that could not be written or synced is never written again: what it holds can not be known. A whole new
    /// checkpoint takes its place, as soon as the disk will have it.
    private func recover(from error: DiskError) async {
        log.error("cannot save the state: nothing new is sent until it can be", metadata: ["error": "\(error)"])
        observer.observe(.stateRefused)
        if let broken = journal { await disk.close(broken.file) }
        journal = nil
        var wait = Duration.seconds(1)
        while !Task.isCancelled {
            do {
                try await compact()
                observer.observe(.stateSaved)
                return log.notice("the state can be saved again")
            } catch {
                log.debug("still cannot save the state", metadata: ["error": "\(error)"])
            }
            if isClosing || isHurried { return giveUp() }
            await ending.wait(atMost: wait, by: time)
            wait = min(wait * 2, limits.longestRetry)
        }
    }

    /// The service ends and the disk still refuses: what waits was never told, and the next start finds it out again.
    private func giveUp() {
        isClosing = true
        for pending in queue { pending.waiter.resume(throwing: CursorStoreClosed()) }
        queue = []
        for waiter in compactionWaiters { waiter.resume(throwing: CursorStoreClosed()) }
        compactionWaiters = []
    }
}

// MARK: - Checkpoints

extension CursorStore {
    /// Replaces both files, journal last. Commits go on meanwhile, into the old journal, and are carried over.
    private func compact() async throws(DiskError) {
        if unbegun == nil { unbegun = try await replaceCheckpoint() }
        guard let new = unbegun else { return }
        try await beginJournal(after: new.sequence, with: new.carried)
        unbegun = nil
        observer.observe(.checkpointed(bytes: checkpointBytes))
        await complete(queue.prefix { $0.sequence <= new.sequence }.count)
        for waiter in compactionWaiters { waiter.resume() }
        compactionWaiters = []
    }

    private func replaceCheckpoint() async throws(DiskError) -> UnbegunJournal {
        var frozen = cursor
        frozen.identity.checkpoint = Self.id(random)
        let carried = try await writeCheckpoint(frozen)
        cursor.identity.checkpoint = frozen.identity.checkpoint
        return UnbegunJournal(sequence: frozen.sequence, carried: carried)
    }

    /// - Returns: what was committed behind the checkpoint's back.
    private func writeCheckpoint(_ frozen: Cursor) async throws(DiskError) -> [Pending] {
        var carried: [Pending] = []
        let file = try await disk.create(.checkpoint)
        do {
            var bytes = 0
            for piece in CheckpointWriter(frozen, previous: journalOnDisk) {
                try await disk.append(piece, to: file)
                bytes += piece.count
                carried += try await flush().filter { $0.sequence > frozen.sequence }
            }
            try await disk.publish(file)
            checkpointBytes = bytes
        } catch {
            await disk.close(file)
            throw error
        }
        await disk.close(file)
        return carried
    }

    private func beginJournal(after sequence: UInt64, with carried: [Pending]) async throws(DiskError) {
        let header = Journal.header(checkpoint: cursor.identity.checkpoint)
        let file = try await disk.create(.journal)
        var new = JournalFile(
            file: file, encoder: JournalEncoder(chain: header.chain, sequence: sequence), bytes: header.line.count)
        do {
            try await disk.append(header.line, to: file)
            try await append(carried, to: &new)
            try await disk.publish(file)
        } catch {
            await disk.close(file)
            throw error
        }
        if let old = journal { await disk.close(old.file) }
        journal = new
        journalOnDisk = cursor.identity.checkpoint
    }
}
