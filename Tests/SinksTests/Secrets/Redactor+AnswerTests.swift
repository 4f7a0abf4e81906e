import BridgeCore
import Testing

@testable import Sinks

@Suite struct RedactorAnswerTests {
    private let redactor = Redactor(secrets: ["/services/T0/B0/k/e+y==", "tok/en"])

    @Test(arguments: [
        ("no /services/T0/B0/k/e+y== here", "no *** here"), ("xtok/eny", "x***y"), ("TOK/EN", "***"),
        (#"{"p":"tok\/en"}"#, #"{"p":"***"}"#), ("tok%2Fen and tok%2fen", "*** and ***"),
        ("at %2Fservices%2FT0%2FB0%2Fk%2Fe%2By%3D%3D!", "at ***!"), ("nothing", "nothing"),
        ("see https://evil.example/a/b?c=d now", "see https://evil.example/*** now"),
        (#"at https:\/\/evil.example\/a"#, #"at https:\/\/evil.example/***"#),
        ("?access_token=abc&sign=d%2Be&x=1", "?access_token=***&sign=***&x=1"), ("a\r\nb\u{0}c\u{202E}d", "a b cd"),
    ])
    func secretsGoInAnySpelling(text: String, shown: String) {
        #expect(redactor.redact(text) == shown)
    }

    @Test func wordsAreCappedBetweenCharacters() {
        let shown = redactor.redact(String(repeating: "👩‍👩‍👧‍👦", count: 100))
        #expect(shown.utf8.count <= 500)
        #expect(shown.last == "…")
        #expect(shown.dropLast().allSatisfy { $0 == "👩‍👩‍👧‍👦" })
    }

    @Test func aSecretAtTheCapDoesNotShowInPart() {
        let shown = redactor.redact(String(repeating: "x", count: 495) + "tok/en")
        #expect(!shown.contains("to"))
    }
}
