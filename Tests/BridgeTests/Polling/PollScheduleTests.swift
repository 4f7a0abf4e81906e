import Testing

@testable import Bridge

@Suite struct PollScheduleTests {
    private let every = Duration.seconds(300)

    private func schedules(_ count: Int) -> [PollSchedule] {
        (0..<count).map { PollSchedule(for: "risk@team-\($0)", every: every, among: count) }
    }

    /// The first moments of a source that answers at once.
    private func moments(_ schedule: PollSchedule, _ count: Int) -> [Duration] {
        var moments = [schedule.first]
        while moments.count < count, let last = moments.last {
            moments.append(schedule.next(after: last, now: last))
        }
        return moments
    }

    /// How many fall into each of ten equal parts of `whole`.
    private func tenths(_ moments: [Duration], of whole: Duration) -> [Int] {
        moments.reduce(into: Array(repeating: 0, count: 10)) { $0[min(9, Int($1 / whole * 10))] += 1 }
    }

    @Test func theFirstPollsComeSoonOneAfterTheOther() {
        let firsts = schedules(1000).map(\.first)
        #expect(tenths(firsts, of: .seconds(100)).allSatisfy { (70...130).contains($0) })
        #expect(PollSchedule(for: "risk", every: every, among: 1).first < .milliseconds(100))
    }

    @Test func noFirstPollComesLaterThanAnInterval() {
        for schedule in schedules(5000) { #expect(schedule.first < every) }
    }

    @Test func laterPollsAreSpreadOverTheWholeInterval() throws {
        let fourths = try schedules(1000).map { try #require(moments($0, 4).last) }
        let phases = fourths.map { $0 - every * ($0 / every).rounded(.down) }
        #expect(tenths(phases, of: every).allSatisfy { (70...130).contains($0) })
    }

    @Test func itsNameAloneDecidesASourcesPlace() {
        let alone = PollSchedule(for: "risk@prod", every: every, among: 3)
        let among = PollSchedule(for: "risk@prod", every: every, among: 3000)
        #expect(
            alone.next(after: .seconds(1000), now: .seconds(1001))
                == among.next(after: .seconds(1000), now: .seconds(1001)))
        #expect(alone == PollSchedule(for: "risk@prod", every: every, among: 3))
    }

    @Test func betweenPollsIsTheIntervalButAfterTheFirst() {
        for schedule in schedules(200) {
            let moments = moments(schedule, 5)
            let gaps = zip(moments.dropFirst(), moments).map { ($0 - $1) / every }
            #expect((0.2499...1.2501).contains(gaps[0]))
            for gap in gaps.dropFirst() { #expect(abs(gap - 1) < 0.001) }
        }
    }

    @Test func aPollThatTakesTooLongIsFollowedByAPauseAndThenByItsOldMoments() {
        let schedule = PollSchedule(for: "risk", every: every, among: 1)
        let second = schedule.next(after: schedule.first, now: schedule.first)
        let late = schedule.next(after: second, now: second + every * 2)
        #expect(late == second + every * 2 + .milliseconds(100))
        #expect(schedule.next(after: late, now: late) == second + every * 3)
    }
}
