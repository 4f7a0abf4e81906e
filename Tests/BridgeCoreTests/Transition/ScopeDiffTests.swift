import BridgeCore
import Testing

@Suite struct ScopeDiffTests {
    // MARK: - Baseline

    @Test(arguments: [(PollPolicy.Baseline.summary, ["io.checkbridge.baseline"]), (.silent, []), (.emit, [])])
    func theFirstCompleteAnswerIsTheBaseline(mode: PollPolicy.Baseline, health: [String]) throws {
        var watched = Watched()
        watched.policy.baseline = mode
        let report = try watched.poll(["a": "failed", "b": "pass", "c": "running", "d": "ignored"])
        #expect(report.told == (mode == .emit ? ["a ->failed opened"] : []))
        #expect(report.health == health)
        #expect(report.baseline?.open == [.high: 1])
        #expect(report.baseline?.settled == [.resolved: 1, .transient: 1, .suppressed: 1])
        #expect(
            try watched.poll(["a": "failed", "b": "pass", "c": "failed", "d": "ignored"]).told
                == (mode == .emit ? ["c ->failed opened"] : []))
    }

    @Test func nothingIsMadeOfAnIncompleteAnswerBeforeTheBaseline() throws {
        var watched = Watched()
        let report = try watched.poll(["a": "failed"], incomplete: "page 2 is missing")
        #expect(report.events.isEmpty)
        #expect(report.incomplete.map(\.reason) == ["page 2 is missing"])
        #expect(watched.cursor.scopes.isEmpty)
        #expect(try watched.poll(["a": "failed"]).health == ["io.checkbridge.baseline"])
    }

    @Test func anEmptyScopeHasABaselineToo() throws {
        var watched = Watched()
        #expect(try watched.poll([:] as [String: String]).health == ["io.checkbridge.baseline"])
        #expect(try watched.poll(["a": "failed"]).told == ["a ->failed opened"])
    }

    // MARK: - Completeness

    @Test func anIncompleteAnswerCountsOnlyWhatItShows() throws {
        var watched = Watched()
        try watched.poll(["a": "failed", "b": "pass", "c": "failed"])
        let report = try watched.poll(["a": "pass", "b": "failed", "n": "failed"], incomplete: "moved")
        #expect(report.told == ["a failed>pass resolved", "b pass>failed opened", "n ->failed opened"])
        #expect(try watched.poll(["a": "pass", "b": "failed", "n": "failed"]).told == [])
        #expect(try watched.poll(["a": "pass", "b": "failed", "n": "failed"]).told == ["c failed>vanished vanished"])
    }

    /// It neither counts nor breaks the row of complete ones.
    @Test func incompleteAnswersBetweenDoNotCount() throws {
        var watched = Watched()
        watched.policy.vanishAfter = 3
        try watched.poll(["a": "failed", "b": "pass"])
        for answer in ["complete", "incomplete", "incomplete", "complete", "incomplete"] {
            #expect(try watched.poll(["b": "pass"], incomplete: answer == "complete" ? nil : answer).told == [])
        }
        #expect(try watched.poll(["b": "pass"]).told == ["a failed>vanished vanished"])
    }

    @Test func aFindingThatIsSeenAgainStartsTheRowAnew() throws {
        var watched = Watched()
        try watched.poll(["a": "failed", "b": "pass"])
        try watched.poll(["b": "pass"])
        #expect(try watched.poll(["a": "failed", "b": "pass"]).told == [])
        #expect(try watched.poll(["b": "pass"]).told == [])
        #expect(try watched.poll(["b": "pass"]).told == ["a failed>vanished vanished"])
        #expect(try watched.poll(["b": "pass"]).told == [])
        #expect(try watched.poll(["a": "failed", "b": "pass"]).told == ["a vanished>failed reopened"])
    }

    @Test func onlyOpenFindingsVanish() throws {
        var watched = Watched()
        try watched.poll(["a": "pass", "b": "ignored", "c": "strange", "d": "running", "e": "failed"])
        try watched.poll(["a": "pass", "e": "running"])
        for _ in 0..<5 { #expect(try watched.poll(["e": "running"]).told == []) }
        #expect(try watched.poll(["x": "pass"]).told == [])
        #expect(try watched.poll(["x": "pass"]).told == ["e failed>vanished vanished"])
    }

    // MARK: - Suspect

    /// More than the larger of 5 and half of the scope's open findings.
    @Test(arguments: [
        (5, 5, false), (6, 5, false), (6, 6, true), (10, 5, false), (10, 6, true), (11, 5, false), (11, 6, true),
        (12, 6, false), (12, 7, true),
        (13, 6, false), (13, 7, true), (40, 20, false), (40, 21, true), (41, 20, false), (41, 21, true),
    ])
    func tooMuchAtOnceIsSuspect(open: Int, lost: Int, isSuspect: Bool) throws {
        var watched = Watched()
        try watched.poll(many(open).merging(["p": "pass"]) { $1 })
        let report = try watched.poll(many(open - lost, from: lost).merging(["p": "pass"]) { $1 })
        #expect(report.health == (isSuspect ? ["io.checkbridge.source.suspect"] : []))
        #expect(report.suspect.count == (isSuspect ? 1 : 0))
        let loss = report.suspect.first?.loss
        #expect(loss.map { [$0.open, $0.lost, $0.seen] } == (isSuspect ? [open, lost, open - lost + 1] : nil))
    }

    /// Findings that are not open do not count on either side.
    @Test func onlyOpenFindingsCountAsLost() throws {
        var watched = Watched()
        try watched.poll(many(20, "pass").merging(["a": "failed"]) { $1 })
        #expect(try watched.poll(["a": "failed"]).suspect.isEmpty)
    }

    @Test func whatASuspectAnswerShowsCounts() throws {
        var watched = Watched()
        try watched.poll(many(20))
        let report = try watched.poll(["f0": "pass", "n": "failed"])
        #expect(report.told == ["f0 failed>pass resolved", "n ->failed opened"])
        #expect(report.suspect.count == 1)
    }

    @Test func aRepeatedSuspectAnswerIsBelievedAtTheLimitAndToldOnce() throws {
        var watched = Watched()
        watched.policy.suspectPolls = 4
        try watched.poll(many(20))
        #expect(try watched.poll(many(2)).health == ["io.checkbridge.source.suspect"])
        for _ in 0..<2 { #expect(try watched.poll(many(2)).events.isEmpty) }
        let believed = try watched.poll(many(2))
        #expect(believed.transitions == [.vanished: 18])
        #expect(believed.health == [])
        #expect(watched.cursor.state(of: .risks)?.suspicion == ScopeState.Suspicion.none)
    }

    @Test func incompleteAnswersNeitherCountNorBreakTheSuspicion() throws {
        var watched = Watched()
        watched.policy.suspectPolls = 3
        try watched.poll(many(20))
        try watched.poll(many(2))
        try watched.poll(many(2), incomplete: "moved")
        #expect(watched.cursor.state(of: .risks)?.suspicion == .polls(1))
        try watched.poll(many(2))
        #expect(try watched.poll(many(2)).transitions == [.vanished: 18])
    }

    @Test func aGoodAnswerEndsTheSuspicion() throws {
        var watched = Watched()
        watched.policy.suspectPolls = 3
        try watched.poll(many(20))
        try watched.poll(many(2))
        try watched.poll(many(2))
        #expect(try watched.poll(many(20)).events.isEmpty)
        #expect(watched.cursor.state(of: .risks)?.suspicion == ScopeState.Suspicion.none)
        #expect(try watched.poll(many(2)).health == ["io.checkbridge.source.suspect"])
    }

    @Test func suspectAnswersDoNotCountTowardsVanishing() throws {
        var watched = Watched()
        try watched.poll(many(20))
        for _ in 0..<5 { try watched.poll(many(2)) }
        try watched.poll(many(19))
        #expect(try watched.poll(many(19)).told == ["f19 failed>vanished vanished"])
    }

    @Test func theOperatorsWordIsGoodForTheNextAnswerOnly() throws {
        var watched = Watched()
        try watched.poll(many(40))
        try watched.poll(many(15))
        try watched.cursor.apply(.scope(number: 0, .risks, filter: "", .accepted))
        #expect(try watched.poll(many(15)).transitions == [.vanished: 25])
        #expect(try watched.poll(many(2)).health == ["io.checkbridge.source.suspect"])
    }

    @Test func believingOneLossIsNotBelievingTheNext() throws {
        var watched = Watched()
        watched.policy.suspectPolls = 2
        try watched.poll(many(40))
        try watched.poll(many(15))
        #expect(try watched.poll(many(15)).transitions == [.vanished: 25])
        let next = try watched.poll(many(2))
        #expect(next.told == [])
        #expect(next.suspect.count == 1)
    }

    @Test func acceptingWithoutALossIsForgotten() throws {
        var watched = Watched()
        try watched.poll(many(20))
        try watched.cursor.apply(.scope(number: 0, .risks, filter: "", .accepted))
        try watched.poll(many(20))
        #expect(try watched.poll(many(2)).suspect.count == 1)
    }

    @Test func anEmptiedListOfRiskChecksIsSuspectHoweverShortItWas() throws {
        var watched = Watched()
        watched.policy.suspectPolls = 3
        try watched.poll(["a": "pass", "b": "failed"])
        #expect(try watched.poll([:] as [String: String]).health == ["io.checkbridge.source.suspect"])
        try watched.poll([:] as [String: String])
        #expect(try watched.poll([:] as [String: String]).told == ["b failed>vanished vanished"])
        // It stays empty: that is believed by now, and not told over and over.
        for _ in 0..<10 { #expect(try watched.poll([:] as [String: String]).events.isEmpty) }
        #expect(try watched.poll(["b": "failed"]).told == ["b vanished>failed reopened"])
        #expect(try watched.poll([:] as [String: String]).health == ["io.checkbridge.source.suspect"])
    }

    @Test func anEmptiedListOfAclFindingsIsNotSuspectByItself() throws {
        var watched = Watched(scope: .acls)
        try watched.poll(["a": "Processed", "b": "Pending"])
        #expect(try watched.poll([:] as [String: String]).suspect.isEmpty)
        #expect(try watched.poll([:] as [String: String]).told == ["b Pending>vanished vanished"])
    }

    // MARK: - Another filter

    @Test func whatAWiderFilterShowsIsBaseline() throws {
        var watched = Watched()
        try watched.poll(["a": "failed"])
        watched.filter = "wider"
        let report = try watched.poll(["a": "pass", "b": "failed", "c": "running"])
        #expect(report.told == ["a failed>pass resolved"])
        #expect(report.baseline?.scopes.map(\.total) == [2])
        #expect(try watched.poll(["a": "pass", "b": "pass", "c": "failed"]).told == ["b failed>pass resolved"])
    }

    @Test func emitTellsWhatAWiderFilterShows() throws {
        var watched = Watched()
        watched.policy.baseline = .emit
        try watched.poll(["a": "failed"])
        watched.filter = "wider"
        #expect(try watched.poll(["a": "failed", "b": "failed", "c": "pass"]).told == ["b ->failed opened"])
    }

    @Test func whatANarrowerFilterHidesIsForgottenInSilence() throws {
        var watched = Watched()
        try watched.poll(many(40))
        watched.filter = "narrower"
        #expect(try watched.poll(many(1)).events.isEmpty)
        #expect(watched.cursor.state(of: .risks)?.findings.content.keys.sorted() == ["f0"])
        for _ in 0..<3 { #expect(try watched.poll(many(1)).events.isEmpty) }
        #expect(try watched.poll(many(2)).told == ["f1 ->failed opened"])
    }

    @Test func anotherFilterWaitsForACompleteAnswer() throws {
        var watched = Watched()
        try watched.poll(["a": "failed", "b": "failed"])
        watched.filter = "other"
        #expect(try watched.poll(["a": "pass", "n": "failed"], incomplete: "moved").told == ["a failed>pass resolved"])
        #expect(watched.cursor.state(of: .risks)?.filter == "")
        #expect(try watched.poll(["a": "pass", "n": "failed"]).told == [])
        #expect(watched.cursor.state(of: .risks)?.filter == "other")
        #expect(watched.cursor.state(of: .risks)?.findings.content.keys.sorted() == ["a", "n"])
    }

    /// One journal line holds at most 4 MiB, whatever is forgotten at once.
    @Test func muchIsForgottenInManyRecords() throws {
        var watched = Watched()
        let id = String(repeating: "x", count: 250)
        try watched.poll((0..<17_000).map { Sighting.seen(id + "\($0)", "pass") })
        watched.filter = "narrower"
        let commit = try watched.advance([])
        var encoder = JournalEncoder(chain: 0, sequence: 0)
        for record in commit.records {
            var line: [UInt8] = []
            encoder.encode(record, ends: false, into: &line)
            #expect(line.count < Journal.maximumLine)
        }
        for record in commit.records { try watched.cursor.apply(record) }
        #expect(watched.cursor.state(of: .risks)?.findings.count == 0)
    }
}
