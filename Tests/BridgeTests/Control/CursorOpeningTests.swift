import Bridge
import BridgeCore
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CursorOpeningTests {
    private let state: StateFixture
    private let router = Router(root: Route(sinks: ["siem"]))
    private let now = Timestamp(seconds: 1_767_323_045)

    init() async throws {
        state = try StateFixture()
        try await state.withStore { store in
            for number in 1...5 as ClosedRange<UInt64> {
                try await store.note([.event(StateFixture.event(number))], isUrgent: true)
            }
        }
    }

    private func open(_ policy: CursorOpening.DamagePolicy) async throws -> CursorFiles.Contents? {
        let folder = try state.hold()
        return try await CursorOpening(folder, on: FileDisk(folder), at: now, log: state.log).open(policy)
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: state.path).sorted() }
    }

    private func change(_ file: StateFile, _ change: (inout String) -> Void) throws {
        let path = "\(state.path)/\(file.rawValue)"
        var text = try String(contentsOfFile: path, encoding: .utf8)
        change(&text)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func damage() throws {
        try change(.journal) { $0 = $0.replacing(#""event":2"#, with: #""event":7"#) }
    }

    @Test func damageIsRefusedWithItsPlace() async throws {
        try damage()
        let before = try names
        let error = await #expect(throws: CursorFileError.self) { try await open(.refuse) }
        #expect(error?.file == .journal)
        #expect(error?.flaw.line == 3)
        #expect(error?.description.contains("checkbridge cursor repair") == true)
        #expect(try names == before)
    }

    @Test func inQuarantineTheFilesAreKeptAndTheNewsIsOwed() async throws {
        try damage()
        let damaged = try String(contentsOfFile: "\(state.path)/cursor.journal", encoding: .utf8)
        let contents = try await #require(open(.quarantine(router, lineage: "new")))
        #expect(contents.cursor.identity.lineage == "new")
        let news = try #require(contents.cursor.outbox.owed(to: "siem").first)
        #expect(try Event(news.event).type == "io.checkbridge.cursor.quarantined")
        let kept = "cursor.journal.quarantined-20260102T030405Z"
        #expect(try names.contains(kept))
        #expect(try String(contentsOfFile: "\(state.path)/\(kept)", encoding: .utf8) == damaged)
    }

    /// Until the new files are there, the old ones are, under their own names: a crash in between is no silent reset.
    @Test func aCrashDuringTheQuarantineIsNoReset() async throws {
        try damage()
        _ = try await open(.quarantine(router, lineage: "new"))
        await #expect(throws: CursorFileError.self) { try await open(.refuse) }
        _ = try await open(.quarantine(router, lineage: "newer"))
        #expect(try names.contains("cursor.journal.quarantined-20260102T030405Z.2"))
    }

    @Test func aJournalWithoutItsCheckpointIsDamageToo() async throws {
        try FileManager.default.removeItem(atPath: "\(state.path)/cursor.json")
        let error = await #expect(throws: CursorFileError.self) { try await open(.refuse) }
        #expect(error?.file == .checkpoint)
    }

    @Test func whatANewerVersionWroteIsNotPutAway() async throws {
        try change(.checkpoint) { $0 = $0.replacing(#""min_reader":1"#, with: #""min_reader":2"#) }
        let before = try names
        let error = await #expect(throws: CursorFileError.self) { try await open(.quarantine(router, lineage: "new")) }
        #expect(try names == before)
        // To repair it would be the wrong advice.
        let text = error?.description ?? "repair"
        #expect(text.contains("newer checkbridge") && !text.contains("repair"))
    }

    @Test func anOlderFormatIsBackedUpBeforeItIsWrittenAnew() async throws {
        try await state.withStore { try await $0.compactNow() }
        try change(.checkpoint) { text in
            // A made-up version 0, sealed as what it is: the checksum is of all lines but the last.
            let lines = text.replacing(#""version":1"#, with: #""version":0"#).split(separator: "\n")
            let body = lines.dropLast().joined(separator: "\n") + "\n"
            let digits = String(CRC32C.checksum(body.utf8), radix: 16)
            let padding = String(repeating: "0", count: 8 - digits.count)
            text = body + lines[lines.count - 1].dropLast(18) + ",\"crc\":\"\(padding)\(digits)\"}\n"
        }
        let contents = try await #require(open(.refuse))
        #expect(contents.journal == nil, "so that the store writes both files anew")
        #expect(contents.cursor.outbox.events.count == 5)
        #expect(try names.contains("cursor.json.v0.bak"))
    }

    @Test func whereThereIsNothingNothingIsOpened() async throws {
        let empty = try StateFixture()
        let folder = try empty.hold()
        let opening = CursorOpening(folder, on: FileDisk(folder), at: now, log: empty.log)
        #expect(try await opening.open(.refuse) == nil)
    }
}
