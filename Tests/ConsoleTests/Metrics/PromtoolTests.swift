import Bridge
import BridgeCore
import Console
import Foundation
import TestSupport
import Testing

/// The metrics as Prometheus' own judge sees them.
@Suite(.timeLimit(.minutes(1)), .enabled(if: Promtool.isThere, "promtool is missing: apt-get install prometheus"))
struct PromtoolTests {
    @Test func itFindsNoFault() async throws {
        let fixture = try ConsoleFixture()
        let telemetry = Telemetry(
            sources: ["risk", "acl"], sinks: ["siem", "chat"], in: fixture.registry,
            now: { [clock = fixture.clock] in clock.now() })
        telemetry.observe(.pollEnded(source: "risk", .answered(complete: true, failure: nil), took: .seconds(2)))
        telemetry.observe(.synced(commits: 3, journalBytes: 500, took: .milliseconds(4)))
        let text = try await fixture.run { console, _ in await console.get("/metrics").text }
        #expect(try Promtool.complaints(about: text) == "")
    }

    @Test func itFindsOne() throws {
        #expect(try Promtool.complaints(about: "# TYPE a_total gauge\na_total 1\n") != "")
    }
}

/// Prometheus' own judge of metrics.
private enum Promtool {
    private static let path = "/usr/bin/promtool"

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    static func complaints(about text: String) throws -> String {
        let promtool = Process()
        promtool.executableURL = URL(fileURLWithPath: path)
        promtool.arguments = ["check", "metrics"]
        let (input, output) = (Pipe(), Pipe())
        (promtool.standardInput, promtool.standardOutput, promtool.standardError) = (input, output, output)
        try promtool.run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        let complaints = output.fileHandleForReading.readDataToEndOfFile()
        promtool.waitUntilExit()
        let said = String(decoding: complaints, as: UTF8.self)
        return promtool.terminationStatus == 0 ? said : said + "exit \(promtool.terminationStatus)"
    }
}
