import BridgeCore
import Logging
import Testing

@testable import checkbridge

@Suite struct ComplaintsTests {
    private var complaints = Complaints()
    private let start = Timestamp(seconds: 1_767_323_045)

    private func line(
        _ message: String, _ level: Logger.Level = .error, _ facts: KeyValuePairs<String, String> = [:]
    ) -> LogLine {
        LogLine(level: level, message: message, facts: facts.map { LogLine.Fact(name: $0.key, value: $0.value) })
    }

    private mutating func say(_ line: LogLine, after seconds: Int64 = 0) -> [LogLine] {
        complaints.lines(toSay: line, at: start + .seconds(seconds))
    }

    @Test mutating func aComplaintIsSaidOnceAndThenCounted() {
        let line = line("refused", .error, ["why": "400"])
        #expect(say(line) == [line])
        #expect(say(line, after: 1) == [])
        #expect(say(line, after: 59) == [])
        let counted = self.line("refused", .error, ["why": "400", "repeated": "2"])
        #expect(say(self.line("other", .info), after: 60) == [counted, self.line("other", .info)])
    }

    @Test mutating func afterAWhileItIsSaidAgain() {
        let line = line("refused")
        #expect(say(line) == [line])
        #expect(say(line, after: 61) == [line])
    }

    @Test mutating func whatDiffersIsSaid() {
        let lines = [
            line("refused", .error, ["sink": "a"]), line("refused", .error, ["sink": "b"]), line("refused", .warning),
        ]
        for line in lines { #expect(say(line) == [line]) }
    }

    @Test mutating func whatIsNoComplaintIsAlwaysSaid() {
        for _ in 0..<3 { #expect(say(line("opened", .info)).count == 1) }
    }

    @Test mutating func tooManyToBeHeldApartAreSaid() {
        for number in 0..<Complaints.maximum { _ = say(line("\(number)")) }
        for _ in 0..<2 { #expect(say(line("one more")).count == 1) }
    }
}
