import BridgeCore
import Testing

@Suite struct EventFilterTests {
    private func event(_ severity: Severity, from: String?, to: String, was former: Severity? = nil) -> Event {
        var data: [JSONMember] = [
            .init("from", from.map(JSONValue.string) ?? .null), .init("to", .string(to)), .init("finding", .object([])),
        ]
        if let former {
            let change: [JSONMember] = [
                .init("field", .string("severity")), .init("from", .string(former.rawValue)),
                .init("to", .string(severity.rawValue)),
            ]
            data.append(.init("changes", .array([.object(change)])))
        }
        return Event(id: "0", type: "t", source: "s", severity: severity, data: .object(data))
    }

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
        let filter = EventFilter(severities: levels, statuses: statuses)
        #expect(filter.admits(event(severity, from: from, to: to)) == passes)
    }

    @Test func firstSightingHasNoFormerStatus() {
        #expect(EventFilter(statuses: ["failed"]).admits(event(.high, from: nil, to: "failed")))
        #expect(!EventFilter(statuses: ["pass"]).admits(event(.high, from: nil, to: "failed")))
    }

    @Test func fallingOutOfTheLevelsIsTold() {
        let filter = EventFilter(severities: [.high])
        #expect(filter.admits(event(.low, from: "failed", to: "failed", was: .high)))
        #expect(!filter.admits(event(.low, from: "failed", to: "failed", was: .medium)))
    }

    @Test func whatIsNoFindingPasses() {
        let event = Event(id: "0", type: "t", source: "s", severity: .low, data: .object([]))
        #expect(EventFilter(severities: [.high], statuses: ["failed"]).admits(event))
    }
}
