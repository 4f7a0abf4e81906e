import Bridge
import BridgeCore
import Console
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MetricsPageTests {
    private let fixture: ConsoleFixture
    private let telemetry: Telemetry

    init() throws {
        fixture = try ConsoleFixture()
        telemetry = Telemetry(
            sources: ["risk", "acl"], sinks: ["siem", "chat"], in: fixture.registry,
            now: { [clock = fixture.clock] in clock.now() })
    }

    private func lines(_ headers: [String: String] = [:]) async throws -> [String] {
        try await fixture.run { console, _ in
            await console.get("/metrics", headers).text.split(separator: "\n").map(String.init)
        }
    }

    @Test func findingsAreToldByStateAndSeverity() async throws {
        let lines = try await lines()
        #expect(lines.contains(#"checkbridge_findings{source="risk",state="open",severity="high"} 1"#))
        #expect(lines.contains(#"checkbridge_findings{source="risk",state="open",severity="low"} 1"#))
        #expect(lines.contains(#"checkbridge_findings{source="risk",state="suppressed",severity="low"} 1"#))
        #expect(lines.contains(#"checkbridge_findings{source="acl",state="open",severity="high"} 0"#))
    }

    @Test func sinksAreToldWithWhatTheyAreOwed() async throws {
        let lines = try await fixture.run { [clock = fixture.clock] console, _ in
            clock.move(.seconds(90))
            return await console.get("/metrics").text.split(separator: "\n").map(String.init)
        }
        #expect(lines.contains(#"checkbridge_sink_backlog{sink="chat"} 3"#))
        #expect(lines.contains(#"checkbridge_sink_backlog{sink="siem"} 2"#))
        #expect(lines.contains(#"checkbridge_dead_letters{sink="siem"} 1"#))
        #expect(lines.contains(#"checkbridge_sink_oldest_undelivered_age_seconds{sink="chat"} 90"#))
        #expect(lines.contains(#"checkbridge_sink_state{sink="siem",state="working"} 1"#))
        #expect(lines.contains(#"checkbridge_sink_state{sink="siem",state="paused"} 0"#))
    }

    @Test func whatHappensIsCounted() async throws {
        let error = SourceError(reason: .permission, code: "Forbidden", message: "", operation: "", advice: "")
        telemetry.observe(.pollEnded(source: "risk", .answered(complete: true, failure: nil), took: .seconds(2)))
        telemetry.observe(.pollEnded(source: "acl", .failed(error), took: .seconds(1)))
        telemetry.observe(.pollEnded(source: "stranger", .failed(error), took: .seconds(1)))
        telemetry.observe(.attempted(sink: "siem", [.delivered, .retry(reason: "x", scope: .sink)], took: .seconds(1)))
        telemetry.observe(.settled(sink: "siem", 7, .delivered))
        telemetry.observe(.synced(commits: 3, journalBytes: 500, took: .milliseconds(4)))
        telemetry.observe(.stateRefused)
        let lines = try await lines()
        for line in [
            #"checkbridge_polls_total{source="risk",outcome="complete"} 1"#,
            #"checkbridge_polls_total{source="acl",outcome="failed"} 1"#,
            #"checkbridge_poll_failures_total{source="acl",reason="permission"} 1"#,
            #"checkbridge_poll_duration_seconds_sum{source="risk"} 2"#,
            #"checkbridge_source_complete{source="risk"} 1"#,
            #"checkbridge_source_last_success_timestamp_seconds{source="risk"} 1767323045"#,
            #"checkbridge_delivery_attempts_total{sink="siem",outcome="retry",scope="sink"} 1"#,
            #"checkbridge_deliveries_total{sink="siem",result="delivered"} 7"#,
            "checkbridge_cursor_commits_total 3", "checkbridge_cursor_journal_bytes 500",
            "checkbridge_cursor_sync_duration_seconds_count 1", "checkbridge_cursor_writable 0",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(!lines.contains { $0.contains("stranger") })
    }

    @Test func theProcessIsTold() async throws {
        let lines = try await lines()
        for name in ["process_resident_memory_bytes", "process_open_fds", "process_cpu_seconds_total"] {
            let value = lines.first { $0.hasPrefix(name + " ") }?.split(separator: " ").last.flatMap { Double($0) }
            #expect(value ?? 0 > 0, "\(name)")
        }
        #expect(lines.contains(#"checkbridge_build_info{version="1.2.3"} 1"#))
    }

    @Test func theFormatIsNegotiated() async throws {
        let plain = try await fixture.run { console, _ in await console.get("/metrics") }
        #expect(plain.type == .prometheus)
        let open = try await ConsoleFixture().run { console, _ in
            await console.get("/metrics", ["accept": "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"])
        }
        #expect(open.type == .openMetrics)
        #expect(open.text.hasSuffix("# EOF\n"))
    }
}
