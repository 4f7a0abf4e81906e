import BridgeCore
import Testing

@Suite struct TransitionFilterTests {
    @Test(
        arguments: [
            ([], [], Severity.low, "pass", "failed", true),
            ([.high], [], .low, "pass", "failed", false),
            ([.high], [], .high, "pass", "failed", true),
            ([.high, .medium], [], .medium, "failed", "pass", true),
            ([], ["failed"], .low, "pass", "failed", true),
            // The end of what was told is told.
            ([], ["failed"], .low, "failed", "pass", true),
            ([], ["failed"], .low, "failed", "vanished", true),
            ([], ["failed"], .low, "pass", "ignored", false),
            ([], ["vanished"], .low, "failed", "vanished", true),
            ([.high], ["failed"], .low, "pass", "failed", false),
            ([.high], ["failed"], .high, "pass", "ignored", false),
        ] as [(Set<Severity>, Set<String>, Severity, String, String, Bool)])
    func whatWasOrIsChosenIsTold(
        levels: Set<Severity>, statuses: Set<String>, severity: Severity, from: String, to: String, passes: Bool
    ) {
        let filter = TransitionFilter(severities: levels, statuses: statuses)
        #expect(filter.admits(severities: [severity], statuses: [from, to]) == passes)
    }

    @Test func firstSightingHasNoFormerStatus() {
        #expect(TransitionFilter(statuses: ["failed"]).admits(severities: [.high], statuses: ["failed"]))
        #expect(!TransitionFilter(statuses: ["pass"]).admits(severities: [.high], statuses: ["failed"]))
    }

    @Test func fallingOutOfTheLevelsIsTold() {
        let filter = TransitionFilter(severities: [.high])
        #expect(filter.admits(severities: [.high, .low], statuses: ["failed"]))
        #expect(!filter.admits(severities: [.medium, .low], statuses: ["failed"]))
    }
}
