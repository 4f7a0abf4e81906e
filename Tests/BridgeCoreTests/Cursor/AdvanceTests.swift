import BridgeCore
import Testing

@Suite struct AdvanceTests {
    private let error = SourceError(
        reason: .permission, code: "NoPermission", message: "no \"right\"", requestID: "R-1",
        operation: "DescribeRiskCheckResult",
        advice: "Grant it.")

    private func json(_ report: AdvanceReport) -> [String] {
        report.events.map { String(decoding: $0.event.json, as: UTF8.self) }
    }

    /// The `data` of an event, as it is encoded.
    private func data(_ owed: OwedEvent?) throws -> String {
        let event = try Event(#require(owed).event)
        return String(decoding: event.data.bytes, as: UTF8.self)
    }

    private let identity = #""account":"prod","region":"cn-hangzhou","source":"prod-risk""#

    @Test func theBaselineCountsAndListsTheWorst() throws {
        var watched = Watched()
        var sightings = (0..<12).map {
            Sighting.seen("l\($0)", "failed", .low, affected: Int32($0), details: #"{"x":1}"#)
        }
        sightings += [
            .seen("h", "failed", .high), .seen("p", "pass"), .seen("r", "running"), .seen("i", "ignored"),
            .seen("o", "odd"),
        ]
        let report = try watched.poll(sightings)
        let event = try Event(#require(report.events.first).event)
        #expect(event.severity == .high)
        let data = try data(report.events.first)
        #expect(
            data.hasPrefix(
                """
                {\(identity),"kind":"risk_check","scopes":[{"scope":"","total":17}],"counts":{"open":{"high":1,"medium":0,"low":12,"unknown":0},\
                "resolved":1,"suppressed":1,"transient":1,"unknown":1},"worst":[{"key":"prod-risk/h",
                """))
        let worst = event.data["worst"]?.array?.compactMap { $0["id"]?.string }
        #expect(worst == ["h"] + (3...11).reversed().map { "l\($0)" })
        #expect(!data.contains(#""x":1"#))
    }

    @Test func itDoesNotMatterHowManyCoresEncodeTheEvents() throws {
        var watched = Watched()
        watched.policy.baseline = .emit
        let sightings = many(200).map { Sighting.seen($0.key, $0.value) }
        let poll = Poll(snapshots: [watched.snapshot(sightings)])
        let (one, backwards) = (try advance(watched, by: poll, OneCore()), try advance(watched, by: poll, Backwards()))
        #expect(one.records == backwards.records)
        #expect(one.report.events == backwards.report.events)
        #expect(one.report.events.count == 200)
    }

    private func advance(_ watched: Watched, by poll: Poll, _ cores: some Cores) throws -> CursorCommit {
        try watched.cursor.advance(
            by: poll, of: watched.scope.identity, under: watched.policy, router: watched.router, at: .start, on: cores)
    }

    /// The last value first.
    private struct Backwards: Cores {
        func map<Value: Sendable>(_ count: Int, _ value: @escaping @Sendable (Int) -> Value) -> [Value] {
            (0..<count).reversed().map(value).reversed()
        }
    }

    @Test func whoeverAnswersABoundSourceMustBeKnown() throws {
        var watched = Watched()
        try watched.poll(["a": "pass"])
        let poll = Poll(accountID: nil, snapshots: [watched.snapshot([])])
        let error = #expect(throws: SourceError.self) { try advance(watched, by: poll, OneCore()) }
        #expect(error?.code == "UnknownAccount" && error?.reason == .unavailable)
    }

    @Test func oneBaselinePerSourceAndPoll() throws {
        var builders = ["A", "B"].map {
            SnapshotBuilder(
                scope: Scope(source: "prod-acl", part: .aclCheck(type: "NAT", check: $0)), known: FindingTable())
        }
        builders[0].add(id: "u", status: "Pending", severity: .low, affected: 1) { Sighting.seen("u", "").description }
        let poll = Poll(snapshots: builders.map { $0.snapshot(.complete) })
        let watched = Watched(scope: .acls)
        let commit = try watched.cursor.advance(
            by: poll, of: Scope.acls.identity, under: PollPolicy(), router: watched.router, at: .start)
        #expect(commit.report.health == ["io.checkbridge.baseline"])
        #expect(
            try data(commit.report.events.first).contains(
                #""scopes":[{"scope":"NAT/A","total":1},{"scope":"NAT/B","total":0}]"#))
        var cursor = watched.cursor
        for record in commit.records { try cursor.apply(record) }
        #expect(cursor.findings(of: "prod-acl").count == 2)
    }

    @Test func anOutageIsToldAndRemembered() throws {
        var watched = Watched()
        let health = SourceHealth.failing(error, failures: 3, since: .start)
        let commit = watched.cursor.advance(
            to: health, of: Scope.risks.identity, under: PollPolicy(), router: watched.router, at: .start)
        #expect(
            try data(commit.report.events.first) == """
                {\(identity),"reason":"permission","code":"NoPermission","message":"no \\"right\\"","request_id":"R-1",\
                "operation":"DescribeRiskCheckResult","advice":"Grant it.","failures":3,"since":"2026-01-02T03:04:05Z"}
                """)
        for record in commit.records { try watched.cursor.apply(record) }
        let outage = try #require(watched.cursor.sources["prod-risk"]?.outage)
        #expect(outage == SourceState.Outage(since: .start, failures: 3))
        let end = watched.cursor.advance(
            to: .recovered(outage), of: Scope.risks.identity, under: PollPolicy(), router: watched.router, at: .start)
        #expect(try data(end.report.events.first) == #"{\#(identity),"failures":3,"since":"2026-01-02T03:04:05Z"}"#)
        #expect(try Event(#require(end.report.events.first).event).severity == .low)
        for record in end.records { try watched.cursor.apply(record) }
        #expect(watched.cursor.sources["prod-risk"]?.outage == nil)
    }

    @Test func failuresThatAreNoNewsAreOnlyRemembered() throws {
        var watched = Watched()
        let outage = SourceState.Outage(since: .start, failures: 2)
        for (health, state) in [
            (SourceHealth.faltering(outage), SourceState.Health.faltering(outage)), (.steady, .working),
        ] {
            let commit = watched.cursor.advance(
                to: health, of: Scope.risks.identity, under: PollPolicy(), router: watched.router, at: .start)
            #expect(commit.report.events.isEmpty)
            for record in commit.records { try watched.cursor.apply(record) }
            #expect(watched.cursor.sources["prod-risk"]?.health == state)
            #expect(watched.cursor.sources["prod-risk"]?.outage == nil)
        }
    }

    @Test func aSuspicionTellsWhatIsMissing() throws {
        var watched = Watched()
        try watched.poll(many(20))
        let report = try watched.poll(many(2))
        #expect(
            try data(report.events.first) == """
                {\(identity),"scope":"","open":20,"lost":18,"seen":2,"polls":12,"advice":"What is missing is not called gone until 12 \
                complete polls in a row agree. If it is right, accept it now: checkbridge cursor accept"}
                """)
    }

    @Test func anotherAccountIsAnErrorAndNeverADiff() throws {
        var watched = Watched()
        try watched.poll(["a": "failed"])
        let poll = Poll(accountID: "other", snapshots: [watched.snapshot([])])
        let thrown = #expect(throws: SourceError.self) {
            try watched.cursor.advance(
                by: poll, of: Scope.risks.identity, under: PollPolicy(), router: watched.router, at: .start)
        }
        #expect(thrown?.reason == .otherAccount)
        #expect(watched.cursor.sources["prod-risk"]?.accountID == "1234")
    }

    @Test func whatNobodyGetsIsReportedButNotKept() throws {
        var watched = Watched(router: Router(root: Route(sinks: [])))
        try watched.poll(["a": "pass"])
        #expect(try watched.poll(["a": "failed"]).told == ["a pass>failed opened"])
        #expect(watched.cursor.outbox.events.isEmpty)
        #expect(try watched.poll(["a": "failed"]).told == [])
    }

    /// What is filtered is followed all the same, or nobody would know what it was later.
    @Test func aFilterChoosesAfterTheDiff() throws {
        var watched = Watched()
        watched.policy.filter = TransitionFilter(severities: [.high])
        try watched.poll([.seen("a", "pass", .low), .seen("b", "pass")])
        let report = try watched.poll([.seen("a", "failed", .low), .seen("b", "failed")])
        #expect(report.told == ["b pass>failed opened"])
        #expect(report.transitions == [.opened: 2])
        #expect(try watched.poll([.seen("a", "failed", .high), .seen("b", "failed", .low)]).told.count == 2)
    }

    @Test func aPollThatShowsNothingNewCommitsNothing() throws {
        var watched = Watched()
        try watched.poll(many(50))
        #expect(
            try watched.advance(many(50).map { Sighting.seen($0.key, $0.value, title: "other", details: "[1]") })
                .records.isEmpty)
    }

    @Test func oneOrderPerFinding() throws {
        var watched = Watched()
        try watched.poll(["a": "pass", "b": "pass"])
        let first = try watched.poll(["a": "failed", "b": "failed"]).events
        let second = try watched.poll(["a": "pass", "b": "pass"]).events
        #expect(first.map(\.order) == second.map(\.order))
        #expect(first[0].order != first[1].order)
        #expect((first + second).map(\.number) == [2, 3, 4, 5])
    }

    /// Routing at the time of the event and routing of its bytes see the same, in every field of every type.
    @Test func routingSeesWhatTheBytesSay() throws {
        let events = try everything(under: Router(root: Route(sinks: ["all"])))
        #expect(Set(events.compactMap { try? Event($0.event).knownType }).count == 13)
        let subjects = try events.map { RouteSubject(try Event($0.event)) }
        // A route for each value of each field, all of which let an event pass on to the next.
        let routes = RouteField.allCases.flatMap { field in
            Set(subjects.map { $0[field] }).map { value in
                Route(
                    matching: Matcher([field: [value.map(Matcher.Value.text) ?? .absent]]),
                    sinks: ["\(field)=\(value ?? "absent")"], continues: true)
            }
        }
        let router = Router(root: Route(sinks: [], routes: routes))
        for owed in try everything(under: router) {
            let event = try Event(owed.event)
            #expect(owed.sinks == router.decide(event).sinks, "\(event.type)")
            #expect(owed.sinks.count == RouteField.allCases.count)
        }
    }

    /// An event of every type that comes from a source.
    private func everything(under router: Router) throws -> [OwedEvent] {
        var watched = Watched(router: router)
        var events = try watched.poll(many(20).merging(["x": "pass", "y": "odd", "r": "running"]) { $1 }).events
        events += try watched.poll(
            [.seen("x", "failed", title: "\"\u{7F}é"), .seen("n", "failed", .unknown)], incomplete: ""
        ).events
        events += try watched.poll(many(20).merging(["x": "pass", "y": "ignored", "n": "failed"]) { $1 }).events
        events += try watched.poll([.seen("n", "failed", .low, affected: 2)], incomplete: "").events
        events += try watched.poll([.seen("n", "failed", .low, affected: 3), .seen("y", "pass")], incomplete: "").events
        events += try watched.poll(many(20).merging(["x": "failed"]) { $1 }).events
        for _ in 0..<2 { events += try watched.poll(many(19).merging(["x": "failed"]) { $1 }).events }
        events += try watched.poll(["x": "failed"]).events
        watched.policy.staleAfter = .seconds(1)
        events += try watched.poll([.seen("x", "failed")], checkedAt: Timestamp(seconds: 0)).events
        for health in [
            SourceHealth.failing(error, failures: 3, since: .start), .recovered(.init(since: .start, failures: 1)),
        ] {
            events +=
                watched.cursor.advance(
                    to: health, of: Scope.risks.identity, under: PollPolicy(), router: router, at: .start
                ).report.events
        }
        return events
    }
}
