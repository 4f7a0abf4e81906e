import BridgeCore
import Testing

@Suite struct SeverityTests {
    @Test func worseIsGreater() {
        #expect([Severity.low, .high, .unknown, .medium].sorted(by: >) == [.high, .medium, .low, .unknown])
    }

    @Test(arguments: [
        ("high", Severity.high), ("High", .high), ("MEDIUM", .medium), ("Low", .low), ("critical", .unknown),
        ("", .unknown),
    ])
    func vendorsSpellItTheirWay(word: String, severity: Severity) {
        #expect(Severity(vendor: word) == severity)
    }
}
