import BridgeCore
import Testing

@Suite struct FindingTallyTests {
    private func counted(_ scope: ScopeState) -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in scope.findings.indices {
            let finding = scope.findings[row]
            counts["\(finding.standing(of: scope.scope.kind)) \(finding.severity)", default: 0] += 1
        }
        return counts
    }

    private func told(_ tally: FindingTally) -> [String: Int] {
        var counts: [String: Int] = [:]
        for standing in Standing.allCases {
            for severity in Severity.allCases where tally[standing, severity] != 0 {
                counts["\(standing) \(severity)"] = tally[standing, severity]
            }
        }
        return counts
    }

    @Test(arguments: UInt64(0)..<20)
    func itIsWhatCountingWouldFind(seed: UInt64) throws {
        var story = Story(seed: seed)
        for _ in 0..<60 { _ = try story.next() }
        for scope in story.cursor.scopes { #expect(told(scope.tally) == counted(scope)) }
    }

    @Test func aStandingIsOfEverySeverity() throws {
        var watched = Watched()
        try watched.poll([.seen("a", "failed", .high), .seen("b", "failed", .low), .seen("c", "pass", .low)])
        let tally = try #require(watched.cursor.scopes.first).tally
        #expect(tally[.open] == 2)
        #expect(tally[.open, .low] == 1)
        #expect(tally[.resolved] == 1)
    }

    @Test func whatAFilterHidesIsNotCounted() throws {
        var watched = Watched()
        try watched.poll(["a": "failed", "b": "failed"])
        watched.filter = "narrow"
        try watched.poll(["a": "failed"])
        let scope = try #require(watched.cursor.scopes.first)
        #expect(told(scope.tally) == counted(scope))
        #expect(scope.tally[.open] == 1)
    }
}
