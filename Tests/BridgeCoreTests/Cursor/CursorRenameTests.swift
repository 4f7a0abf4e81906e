import BridgeCore
import Testing

@Suite struct CursorRenameTests {
    private func story(_ seed: UInt64 = 1) throws -> Cursor { try WrittenCursor(seed: seed, head: 80, tail: 0).cursor }

    /// Renaming there and back changes nothing, so nothing can have been forgotten.
    @Test(
        arguments: [
            CursorRename(.source, from: "prod-risk", to: "posture"), CursorRename(.sink, from: "siem", to: "soc"),
        ], 1...5)
    func thereAndBackIsTheSame(rename: CursorRename, seed: UInt64) throws {
        let cursor = try story(seed)
        let back = CursorRename(rename.what, from: rename.new, to: rename.old)
        #expect(CursorImage(try cursor.renamed(rename)) != CursorImage(cursor))
        #expect(CursorImage(try cursor.renamed(rename).renamed(back)) == CursorImage(cursor))
    }

    @Test func aRenamedSourceKeepsItsFindings() throws {
        var watched = Watched()
        try watched.poll(["a": "failed", "b": "pass"])
        watched.cursor = try watched.cursor.renamed(CursorRename(.source, from: "prod-risk", to: "posture"))
        watched.scope.source = "posture"
        #expect(try watched.poll(["a": "failed", "b": "failed"]).told == ["b pass>failed opened"])
    }

    /// Otherwise a finding's next event could overtake the one that waits.
    @Test func whatWaitsStaysInLineWithItsFinding() throws {
        var watched = Watched()
        try watched.poll(["a": "pass"])
        try watched.poll(["a": "failed"])
        watched.cursor = try watched.cursor.renamed(CursorRename(.source, from: "prod-risk", to: "posture"))
        watched.scope.source = "posture"
        try watched.poll(["a": "pass"])
        let orders = watched.cursor.outbox.owed(to: "siem").suffix(2).map(\.order)
        #expect(orders.count == 2 && orders[0] == orders[1])
    }

    @Test func whatWasCommittedKeepsItsID() throws {
        let cursor = try story()
        let renamed = try cursor.renamed(CursorRename(.source, from: "prod-risk", to: "posture"))
        #expect(renamed.outbox.events.mapValues(\.event) == cursor.outbox.events.mapValues(\.event))
    }

    @Test func aNameThatIsNotThereIsRefused() throws {
        let error = #expect(throws: RequestRefusal.self) {
            try story().renamed(CursorRename(.source, from: "prod", to: "x"))
        }
        #expect(error?.description.contains("prod-acl, prod-risk") == true)
    }

    @Test func twoPastsDoNotBecomeOne() throws {
        #expect(throws: RequestRefusal.self) {
            try story().renamed(CursorRename(.source, from: "prod-risk", to: "prod-acl"))
        }
    }
}
