import Bridge
import BridgeCore
import TestSupport
import Testing

/// Damaged lines from the control socket.
@Suite struct ControlFuzzTests {
    private static let requests: [ControlRequest] = [
        .show, .accept(source: "prod-acl", scope: "Internet/PolicyDuplicate"), .resume(sink: "siem"), .compact,
        .deadLetters(.replay, DeadLetterSelection(events: ["a", "b"], sink: "siem", all: true)),
        .test(sink: "siem", fingerprint: "0123456789abcdef"),
    ]

    @Test func damagedRequestsAreUnderstoodOrNot() {
        Fuzzer("control request", corpus: Self.requests.map(\.line)).run(few: 3000) { bytes in
            guard let request = ControlRequest(line: bytes) else { return }
            #expect(ControlRequest(line: request.line) == request)
        }
    }

    @Test func damagedAnswersAreUnderstoodOrNot() {
        let answers: [ControlAnswer] = [
            .refused("no \"such\" sink"), .done { $0.member("sinks", array: { $0.string("a") }) },
        ]
        Fuzzer("control answer", corpus: answers.map(\.line)).run(few: 3000) { bytes in
            guard let answer = ControlAnswer(line: bytes) else { return }
            #expect(ControlAnswer(line: answer.line) == answer)
        }
    }
}
