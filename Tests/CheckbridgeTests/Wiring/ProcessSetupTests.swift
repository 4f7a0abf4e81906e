import CProcess
import Foundation
import TestSupport
import Testing

@testable import checkbridge

@Suite(.serialized, .timeLimit(.minutes(1))) struct ProcessSetupTests {
    @Test func memoryIsKeptPrivateAndGivenFreeAgain() {
        defer { ProcessSetup.keepMemory(private: false) }
        ProcessSetup.keepMemory(private: true)
        #expect(cprocess_is_dumpable() == 0)
        ProcessSetup.keepMemory(private: false)
        #expect(cprocess_is_dumpable() == 1)
    }

    @Test(arguments: [("", true), ("core_dumps: true", false)])
    func whatRunsLeavesNoCoreUnlessItMay(extra: String, isPrivate: Bool) async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(
            listen: "127.0.0.1:0", sinks: "[{name: out, type: stdout}]", route: "{sinks: [out]}", extra: extra)
        let program = try Program().start(["run", "--config", config])
        #expect(await program.lineOnErrors(containing: "listening") != nil)
        let limits = try String(contentsOfFile: "/proc/\(program.processID)/limits", encoding: .utf8)
        let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") } ?? ""
        #expect(core.split(separator: " ").dropFirst(4).first.map { $0 == "0" } == isPrivate, "\(core)")
    }
}
