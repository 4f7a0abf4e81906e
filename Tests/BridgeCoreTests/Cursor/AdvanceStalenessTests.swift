import BridgeCore
import Testing

/// What is old is told once, until it is fresh again.
@Suite struct AdvanceStalenessTests {
    private var watched = Watched()

    init() {
        watched.policy.staleAfter = .seconds(8 * 86_400)
        watched.policy.baseline = .silent
    }

    private let hour = Duration.seconds(3600)
    private let identity = #""account":"prod","region":"cn-hangzhou","source":"prod-risk""#

    /// Polls with findings of these statuses; the vendor says that it last looked so long ago.
    private mutating func poll(
        _ statuses: [String: String], checked age: Duration? = .zero, incomplete: Bool = false
    ) throws -> [String] {
        let sightings = statuses.sorted { $0.key < $1.key }.map { Sighting.seen($0.key, $0.value) }
        let report = try watched.poll(
            sightings, incomplete: incomplete ? "a page is missing" : nil,
            checkedAt: age.map { watched.now - $0 })
        return report.events.compactMap { owed in
            guard let event = try? Event(owed.event), event.type == "io.checkbridge.source.stale" else { return nil }
            return String(decoding: event.data.bytes, as: UTF8.self)
        }
    }

    private mutating func pass(_ time: Duration) { watched.now = watched.now + time }

    @Test mutating func whatTheVendorHasNotLookedAtForLongIsToldOnce() throws {
        #expect(try poll(["a": "failed", "b": "pass"], checked: hour * 24 * 8) == [])
        let told = try poll(["a": "failed", "b": "pass"], checked: hour * 24 * 9)
        #expect(
            told == [
                #"{\#(identity),"scope":"","reason":"check_time","since":"2025-12-24T03:05:05Z","count":2}"#
            ])
        for _ in 0..<3 {
            let again = try poll(["a": "failed", "b": "pass"], checked: hour * 24 * 10)
            #expect(again == [])
        }
    }

    @Test mutating func afterAFreshAnswerItIsToldAgain() throws {
        #expect(try poll(["a": "pass"], checked: hour * 300).count == 1)
        #expect(try poll(["a": "pass"], checked: hour) == [])
        #expect(try poll(["a": "pass"], checked: hour * 300).count == 1)
    }

    @Test mutating func aRestartDoesNotRepeatIt() throws {
        #expect(try poll(["a": "pass"], checked: hour * 300).count == 1)
        let records = watched.cursor.records
        watched.cursor = Cursor(identity: watched.cursor.identity)
        for record in records { try watched.cursor.apply(record) }
        #expect(try poll(["a": "pass"], checked: hour * 301) == [])
    }

    @Test mutating func anAnswerWithoutATimeSaysNothing() throws {
        #expect(try poll(["a": "pass"], checked: nil) == [])
        #expect(try poll(["a": "pass"], checked: hour * 300).count == 1)
        #expect(try poll(["a": "pass"], checked: nil) == [])
        #expect(try poll(["a": "pass"], checked: hour * 300) == [])
    }

    @Test mutating func whoDoesNotWantToKnowIsNotTold() throws {
        watched.policy.staleAfter = nil
        #expect(try poll(["a": "pass"], checked: hour * 100_000) == [])
    }

    @Test mutating func whatIsUnderWayForADayIsToldOnce() throws {
        _ = try poll(["a": "failed", "b": "pass", "c": "running"])
        _ = try poll(["a": "running", "b": "waiting", "c": "running"])
        pass(hour * 23)
        #expect(try poll(["a": "running", "b": "waiting", "c": "running"]) == [])
        pass(hour)
        let told = try poll(["a": "running", "b": "pass", "c": "running"])
        #expect(
            told == [
                #"{\#(identity),"scope":"","reason":"transient","since":"2026-01-02T03:04:05Z","count":2}"#
            ])
        #expect(try poll(["a": "running", "b": "pass", "c": "running"]) == [])
    }

    @Test mutating func onceItHasSettledItCanBeToldAgain() throws {
        _ = try poll(["a": "failed"])
        for _ in 0..<2 {
            _ = try poll(["a": "running"])
            pass(hour * 25)
            #expect(try poll(["a": "running"]).count == 1)
            #expect(try poll(["a": "failed"]) == [])
        }
    }

    @Test mutating func anIncompleteAnswerDoesNotEndIt() throws {
        _ = try poll(["a": "failed", "b": "failed"])
        _ = try poll(["a": "running", "b": "failed"])
        pass(hour * 25)
        #expect(try poll(["a": "running", "b": "failed"]).count == 1)
        #expect(try poll(["b": "failed"], incomplete: true) == [])
        #expect(try poll(["a": "running", "b": "failed"]) == [])
    }

    /// What went while it was being checked never settles, and nobody can do anything about it.
    @Test mutating func whatHasGoneIsNotUnderWay() throws {
        _ = try poll(["a": "failed", "b": "pass"])
        _ = try poll(["a": "running", "b": "pass"])
        pass(hour * 25)
        #expect(try poll(["b": "pass"]) == [])
    }

    @Test mutating func bothAreToldAtTheBaselineToo() throws {
        #expect(try poll(["a": "pass"], checked: hour * 300).count == 1)
        #expect(watched.cursor.sources["prod-risk"]?.stale == [Staleness(scope: "", reason: .checkTime)])
        #expect(watched.cursor.sources["prod-risk"]?.accountID == "1234")
    }

    /// A firewall's checks grow old together: that is one thing to tell.
    @Test func scopesThatBecomeStaleAtOnceAreOneEvent() throws {
        var watched = Watched(scope: .acls)
        watched.policy.staleAfter = .seconds(86_400)
        func poll(_ ages: [String: Duration]) throws -> [Event] {
            let snapshots = ages.sorted { $0.key < $1.key }.map { check, age in
                SnapshotBuilder(
                    scope: Scope(source: "prod-acl", part: .aclCheck(type: "NAT", check: check)), known: FindingTable()
                ).snapshot(.complete, checkedAt: watched.now - age)
            }
            let commit = try watched.cursor.advance(
                by: Poll(snapshots: snapshots), of: Scope.acls.identity, under: watched.policy, router: watched.router,
                at: watched.now)
            for record in commit.records { try watched.cursor.apply(record) }
            return try commit.report.events.map { try Event($0.event) }.filter { $0.type.hasSuffix(".stale") }
        }
        let told = try poll(["A": .seconds(90_000), "B": .seconds(95_000), "C": .seconds(1)])
        #expect(told.map { $0.data["scope"]?.string } == [""])
        #expect(told.first?.data["scopes"]?.array?.compactMap(\.string) == ["NAT/A", "NAT/B"])
        #expect(told.first?.data["since"]?.string == "2026-01-01T00:40:45Z")
        let later = try poll(["A": .seconds(90_000), "B": .seconds(1), "C": .seconds(100_000)])
        #expect(later.map { $0.data["scope"]?.string } == ["NAT/C"])
        #expect(later.first?.data["scopes"] == nil)
    }

    @Test mutating func itIsRoutedLikeAnyOtherEvent() throws {
        let match = Matcher([.type: [.text("io.checkbridge.source.stale")], .severity: [.text("medium")]])
        watched.router = Router(root: Route(sinks: [], routes: [Route(matching: match, sinks: ["ops"])]))
        _ = try poll(["a": "pass"], checked: hour * 300)
        #expect(watched.cursor.outbox.owed(to: "ops").count == 1)
    }
}

extension Timestamp {
    fileprivate static func - (moment: Timestamp, time: Duration) -> Timestamp { moment + (.zero - time) }
}
