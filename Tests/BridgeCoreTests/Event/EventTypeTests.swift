import BridgeCore
import Testing

@Suite struct EventTypeTests {
    /// The names are a contract.
    @Test func theNames() {
        #expect(
            EventType.all.map(\.name) == [
                "io.checkbridge.finding.opened", "io.checkbridge.finding.reopened", "io.checkbridge.finding.resolved",
                "io.checkbridge.finding.suppressed", "io.checkbridge.finding.severity-changed",
                "io.checkbridge.finding.affected-changed", "io.checkbridge.finding.vanished",
                "io.checkbridge.finding.changed",
                "io.checkbridge.baseline", "io.checkbridge.source.failing", "io.checkbridge.source.recovered",
                "io.checkbridge.source.stale", "io.checkbridge.source.suspect", "io.checkbridge.sink.failing",
                "io.checkbridge.sink.paused", "io.checkbridge.sink.recovered", "io.checkbridge.sink.test",
                "io.checkbridge.cursor.quarantined",
            ])
    }

    @Test func namesAreReadBack() {
        for type in EventType.all { #expect(EventType(name: type.name) == type) }
        #expect(EventType(name: "io.checkbridge.finding.severity_changed") == nil)
        #expect(EventType(name: "io.checkbridge.later") == nil)
    }
}
