import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct DemoTests {
    @Test func itTellsItsStoryAndLeavesNothingBehindAlsoTwiceAtOnce() async throws {
        let folder = try TemporaryFolder()
        let program = try Program()
        let environment = ["TMPDIR": folder.url.path]
        async let first = program.run(["demo"], environment: environment)
        async let second = program.run(["demo"], environment: environment)
        for outcome in try await [first, second] {
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.errors == "")
            #expect(outcome.output.contains("Every change was told once"))
            #expect(outcome.output.contains("High finding opened"))
        }
        #expect(try folder.names == [])
    }
}
