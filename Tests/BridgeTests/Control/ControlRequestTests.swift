import Bridge
import BridgeCore
import Testing

@Suite struct ControlRequestTests {
    @Test(arguments: [
        ControlRequest.show, .health, .accept(source: nil, scope: nil), .accept(source: "a\"b", scope: "Internet/X"),
        .deadLetters(.list, DeadLetterSelection()),
        .deadLetters(.replay, DeadLetterSelection(events: ["a", "b"], sink: "s", all: true)),
        .resume(sink: "s"), .test(sink: "s", fingerprint: "d"), .compact,
    ])
    func whatIsAskedIsUnderstood(request: ControlRequest) {
        #expect(!request.line.contains(0x0A))
        #expect(ControlRequest(line: request.line) == request)
    }

    @Test(arguments: ["", "{}", "[]", #"{"request":"explode"}"#, #"{"request":"dead-letters","action":"burn"}"#])
    func anythingElseIsNot(line: String) {
        #expect(ControlRequest(line: Array(line.utf8)) == nil)
    }
}

@Suite struct ControlAnswerTests {
    @Test(arguments: [ControlAnswer.done(Array(#"{"a":[1,"x"]}"#.utf8)), .refused("no\nway")])
    func whatIsAnsweredIsUnderstood(answer: ControlAnswer) {
        #expect(!answer.line.contains(0x0A))
        #expect(ControlAnswer(line: answer.line) == answer)
    }

    @Test func anythingElseIsNot() {
        #expect(ControlAnswer(line: Array("{}".utf8)) == nil)
    }
}
