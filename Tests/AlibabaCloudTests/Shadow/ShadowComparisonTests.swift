import AlibabaCloud
import BridgeCore
import Testing

@Suite struct ShadowComparisonTests {
    private static func seen(
        _ id: String, _ title: String, _ status: String = "failed", _ severity: Severity = .high
    ) -> Sighting {
        Sighting(
            id: id, status: status, severity: severity, affected: 1,
            description: FindingDescription(title: title, category: "", assetType: ""))
    }

    @Test func titlesArePairedWhateverTheirSpelling() {
        let comparison = ShadowComparison(
            own: [Self.seen("5", "RDS - whitelist configurations")],
            other: [Self.seen("check-105", "RDS-Whitelist Configurations")])
        #expect(comparison.pairs == 1)
        #expect(comparison.sameNumber == 0)
        #expect(comparison.differences.isEmpty)
    }

    @Test func idsAloneArePairedWithNothing() {
        let comparison = ShadowComparison(own: [Self.seen("5", "A")], other: [Self.seen("check-5", "B")])
        #expect(comparison.pairs == 0)
        #expect(comparison.onlyOwn == ["A"])
        #expect(comparison.onlyOther == ["B"])
    }

    @Test func theSameNumberIsCounted() {
        let comparison = ShadowComparison(own: [Self.seen("5", "A")], other: [Self.seen("check-5", "A")])
        #expect(comparison.sameNumber == 1)
    }

    @Test(arguments: [
        ("failed", "failed", true), ("failed", "pass", false), ("pass", "failed", false),
        ("ignored", "falsePositive", true), ("ignored", "pass", false), ("running", "pass", true),
        ("failed", "waiting", true), ("ODD", "ODD", true), ("ODD", "EVEN", false), ("ODD", "pass", false),
        ("pass", "ODD", false),
    ])
    func statusesAgreeIfTheirStatesDo(own: String, other: String, agree: Bool) {
        let comparison = ShadowComparison(own: [Self.seen("1", "A", own)], other: [Self.seen("check-2", "A", other)])
        let expected = ShadowComparison.Difference(title: "A", field: "status", own: own, other: other)
        #expect(comparison.differences == (agree ? [] : [expected]))
    }

    @Test func severitiesAreCompared() {
        let comparison = ShadowComparison(
            own: [Self.seen("1", "A", "failed", .high)], other: [Self.seen("check-2", "A", "failed", .low)])
        #expect(comparison.differences == [.init(title: "A", field: "severity", own: "high", other: "low")])
    }

    @Test func titleThatIsThereTwiceNamesNothing() {
        let comparison = ShadowComparison(
            own: [Self.seen("1", "A"), Self.seen("2", "a")],
            other: [Self.seen("check-1", "A"), Self.seen("check-3", "")])
        #expect(comparison.pairs == 0)
        #expect(comparison.onlyOwn == ["A", "a"])
        #expect(comparison.onlyOther == ["", "A"])
    }
}
