import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CursorReplacementTests {
    @Test func theFilesHoldTheNewCursorAndNothingElse() async throws {
        let state = try StateFixture()
        try await state.withStore { try await $0.note([.event(StateFixture.event(1))], isUrgent: true) }
        let contents = try await #require(CursorFiles(on: FileDisk(reading: state.path)).load())
        let renamed = try contents.cursor.renamed(CursorRename(.sink, from: "siem", to: "soc"))
        let replacement = CursorReplacement(
            on: FileDisk(try state.hold()), time: SystemTime(), random: StateFixture.random, log: state.log)
        try await replacement.write(renamed, continuing: contents.journalOnDisk)
        let read = try await #require(state.load())
        #expect(read.outbox.owed(to: "soc").map(\.number) == [1])
        #expect(read.outbox.owed(to: "siem").isEmpty)
        #expect(read.sequence == renamed.sequence)
        #expect(read.identity.lineage == renamed.identity.lineage)
    }
}
