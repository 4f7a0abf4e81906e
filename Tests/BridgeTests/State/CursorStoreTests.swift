import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite struct CursorStoreTests {
    private let run = VirtualRun()

    @Test func commitsThatWaitTogetherShareOneSync() throws {
        let syncs = try run { [run] in
            let store = try await run.store()
            let before = run.disk.syncs
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                await withTaskGroup(of: Void.self) { commits in
                    for number in 1...50 {
                        commits.addTask { try? await store.note([.event(.sample(UInt64(number)))], isUrgent: true) }
                    }
                }
                await store.close()
            }
            return run.disk.syncs - before
        }
        #expect(syncs <= 3)
    }

    @Test func settlementsWaitForCompanyButNotLong() throws {
        let waited = try run { [run] in
            let store = try await run.store()
            return try await working(store) {
                try await run.time.sleep(for: .seconds(1))
                let start = run.time.uptime()
                try await store.note([.event(.sample(1))], isUrgent: false)
                return run.time.uptime() - start
            }
        }
        #expect(waited >= .milliseconds(100) && waited < .milliseconds(200))
    }

    @Test func anUrgentCommitTakesWaitingSettlementsAlong() throws {
        let waited = try run { [run] in
            let store = try await run.store()
            return try await working(store) {
                async let settlement: Void = store.note([.event(.sample(1))], isUrgent: false)
                try await run.time.sleep(for: .milliseconds(50))
                try await store.note([.event(.sample(2))], isUrgent: true)
                try await settlement
                return run.time.uptime()
            }
        }
        #expect(waited < .milliseconds(300))
    }

    @Test func whatIsCommittedSurvivesALossOfPower() throws {
        let cursor = try run { [run] in
            let store = try await run.store()
            return try await working(store) {
                try await store.note([.event(.sample(1)), .event(.sample(2))], isUrgent: true)
                run.disk.losePower()
                return try await run.reload()
            }
        }
        #expect(cursor?.outbox.events.keys.sorted() == [1, 2])
    }

    @Test(arguments: SimulatedDisk.Trouble.allCases)
    func aRefusedCommitIsSavedOnceTheDiskIsWell(trouble: SimulatedDisk.Trouble) throws {
        let cursor = try run { [run] in
            let store = try await run.store()
            return try await working(store) {
                run.disk.trouble = trouble
                async let commit: Void = store.note([.event(.sample(1))], isUrgent: true)
                try await run.time.sleep(for: .seconds(100))
                run.disk.trouble = nil
                try await commit
                try await store.note([.event(.sample(2))], isUrgent: true)
                return try await run.reload()
            }
        }
        #expect(cursor?.outbox.events.keys.sorted() == [1, 2])
        #expect(run.chaos.violations == [], "a file was written after its sync failed")
    }

    @Test(arguments: UInt64(1)...20)
    func commitsDuringACompactionAreCarriedOver(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        let (memory, disk) = try run {
            let store = try await run.store { $0.journalBytes = 0 }
            try await working(store) {
                await withTaskGroup(of: Void.self) { commits in
                    for number in 1...40 {
                        commits.addTask {
                            try? await run.time.sleep(for: .milliseconds(number * 3))
                            try? await store.note([.event(.sample(UInt64(number)))], isUrgent: true)
                        }
                    }
                }
            }
            return (await store.snapshot, try await run.reload())
        }
        #expect(disk?.sequence == 40)
        #expect(disk.map { Array($0.records) } == Array(memory.records))
    }

    @Test func theJournalIsCutWhenItOutgrowsTheCheckpoint() throws {
        try run { [run] in
            let store = try await run.store { $0.journalBytes = 2000 }
            try await working(store) {
                for number in 1...200 {
                    try await store.note(
                        [.source(name: "a", SourceState(accountID: "\(number)"))], isUrgent: true)
                }
            }
        }
        #expect(run.disk.largest < 4000)
    }

    @Test func aLaneIsHandedOnlyWhatIsDurable() throws {
        let run = self.run
        let durable = try run {
            let store = try await run.store()
            return try await working(store) {
                let seen = Box<[UInt64?]>([])
                _ = await store.supply("a") { events in
                    let cursor = try? await run.reload()
                    for event in events { seen.value.append(cursor?.outbox.events[event.number]?.number) }
                }
                for number in UInt64(1)...5 { try await store.note([.event(.sample(number))], isUrgent: true) }
                return seen.value
            }
        }
        #expect(durable == [1, 2, 3, 4, 5])
    }

    @Test func aLaneThatComesLateIsSuppliedWithWhatIsOwed() throws {
        let supply = try run { [run] in
            let store = try await run.store()
            return try await working(store) {
                try await store.note(
                    [
                        .event(.sample(1)), .event(.sample(2, to: ["b"])),
                        .attempted(DeliveryKey(event: 1, sink: "a"), Attempts(count: 2, trying: .zero, reason: "no")),
                    ], isUrgent: true)
                return await store.supply("a") { _ in }
            }
        }
        #expect(supply.events.map(\.number) == [1])
        #expect(supply.attempts[1]?.count == 2)
    }

    @Test func aClosedStoreRefuses() throws {
        #expect(throws: CursorStoreClosed.self) {
            try run { [run] in
                let store = try await run.store()
                try await working(store) {}
                try await store.note([.event(.sample(1))], isUrgent: true)
            }
        }
    }

    @Test func aCancelledStoreLetsNobodyWait() throws {
        #expect(throws: CursorStoreClosed.self) {
            try run { [run] in
                let store = try await run.store()
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await store.run() }
                    group.cancelAll()
                }
                try await store.note([.event(.sample(1))], isUrgent: true)
            }
        }
    }

    @Test func aHurriedStoreDoesNotWaitForADiskThatRefuses() throws {
        #expect(throws: CursorStoreClosed.self) {
            try run { [run] in
                let store = try await run.store()
                try await working(store) {
                    run.disk.trouble = .full
                    async let commit: Void = store.note([.event(.sample(1))], isUrgent: true)
                    try await run.time.sleep(for: .seconds(10))
                    await store.hurry()
                    try await commit
                }
            }
        }
    }

    /// Runs the store while `body` does.
    private func working<Value: Sendable>(
        _ store: CursorStore, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.run() }
            let result: Result<Value, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            await store.close()
            try await group.waitForAll()
            return try result.get()
        }
    }
}

/// A value that one logical thread changes.
final class Box<Value>: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
}
