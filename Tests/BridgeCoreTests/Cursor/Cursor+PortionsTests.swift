import BridgeCore
import Testing

@Suite struct CursorPortionsTests {
    private let watched = Watched(scope: .acls)

    private func poll(_ sizes: [Int]) -> Poll {
        Poll(
            accountID: "1234",
            snapshots: sizes.enumerated().map { number, size in
                let scope = Scope(source: "prod-acl", part: .aclCheck(type: "NAT", check: "\(number)"))
                var builder = SnapshotBuilder(scope: scope, known: FindingTable())
                for id in many(size).keys {
                    builder.add(id: id, status: "Pending", severity: .low, affected: 1) {
                        Sighting.seen(id, "").description
                    }
                }
                return builder.snapshot(.complete)
            })
    }

    private func portions(_ sizes: [Int], _ baseline: PollPolicy.Baseline = .emit) -> [[Int]] {
        var policy = PollPolicy()
        policy.baseline = baseline
        return watched.cursor.portions(of: poll(sizes), under: policy).map { $0.snapshots.map(\.count) }
    }

    @Test func smallScopesShareACommit() {
        #expect(portions([1, 0, 300, 400]) == [[1, 0, 300, 400]])
    }

    @Test func aLargeScopeEndsAPortion() {
        #expect(portions([1000, 1, 2000, 999, 1, 5]) == [[1000], [1, 2000], [999, 1], [5]])
    }

    @Test func whatABaselineSumsUpStaysTogether() {
        #expect(portions([1000, 1, 2000], .summary) == [[1000, 1, 2000]])
    }

    @Test func whereNothingIsNewABaselineSumsUpNothing() throws {
        var watched = watched
        let first = try watched.cursor.advance(
            by: poll([1, 1]), of: Scope.acls.identity, under: PollPolicy(), router: watched.router, at: .start)
        for record in first.records { try watched.cursor.apply(record) }
        let portions = watched.cursor.portions(of: poll([1000, 1000]), under: PollPolicy())
        #expect(portions.count == 2)
        #expect(portions.allSatisfy { $0.accountID == "1234" })
    }

    @Test func anEmptyPollIsOnePortion() {
        #expect(portions([]) == [[]])
    }
}
