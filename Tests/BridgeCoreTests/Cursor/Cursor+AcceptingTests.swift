import BridgeCore
import Testing

@Suite struct CursorAcceptingTests {
    /// A source of which almost everything disappeared at once.
    private func suspect() throws -> Watched {
        var watched = Watched()
        watched.policy.vanishAfter = 1
        try watched.poll(many(20))
        try watched.poll(many(1))
        return watched
    }

    @Test func whatIsAcceptedIsBelievedAtTheNextPoll() throws {
        var watched = try suspect()
        let decision = try watched.cursor.accepting(source: nil, scope: nil)
        for record in decision.records { try watched.cursor.apply(record) }
        #expect(try watched.poll(many(1)).told.count == 19)
    }

    @Test func withoutItThatIsHeldBack() throws {
        var watched = try suspect()
        #expect(try watched.poll(many(1)).told.isEmpty)
    }

    @Test(arguments: [("prod-acl", nil), ("prod-risk", "Internet/PolicyDuplicate"), ("typo", nil)])
    func whatIsNotHeldBackCannotBeAccepted(source: String, scope: String?) throws {
        let watched = try suspect()
        #expect(throws: RequestRefusal.self) { try watched.cursor.accepting(source: source, scope: scope) }
    }

    @Test func whereNothingIsHeldBackThatIsSaid() throws {
        var watched = Watched()
        try watched.poll(many(2))
        let error = #expect(throws: RequestRefusal.self) { try watched.cursor.accepting(source: nil, scope: nil) }
        #expect(error?.description == "no answer is held back: there is nothing to accept")
    }
}
