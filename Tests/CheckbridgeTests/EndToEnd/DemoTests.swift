import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct DemoTests {
    @Test func itTellsItsStoryAndLeavesNothingBehindAlsoTwiceAtOnce() async throws {
        let folder = try TemporaryFolder()
        let program = try Program()
        let environment = ["TMPDIR": folder.url.path]
        async let usual = program.run(["demo"], environment: environment)
        async let all = program.run(["demo", "--sinks", "all"], environment: environment)
        for outcome in try await [usual, all] {
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.errors == "")
            #expect(outcome.output.contains("Every change was told once"))
            #expect(outcome.output.contains("High finding opened"))
        }
        #expect(try await all.output.contains(/jira +took \d+, refused 0, .*keeps Done: 1, To Do: 4/))
        #expect(try folder.names == [])
    }
}
