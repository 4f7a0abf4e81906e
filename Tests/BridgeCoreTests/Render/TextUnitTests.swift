import BridgeCore
import Testing

@Suite struct TextUnitTests {
    @Test(
        arguments: [
            ("short", 10, .utf8, "short"), ("exactly", 7, .utf8, "exactly"), ("too long", 7, .utf16, "too lo…"),
            ("too long", 7, .utf8, "too …"), ("标题标题", 9, .utf8, "标题…"), ("标题标题", 3, .utf16, "标题…"),
            ("a👩‍👩‍👧‍👦b", 11, .utf16, "a…"), ("e\u{301}e\u{301}e\u{301}", 5, .utf16, "e\u{301}e\u{301}…"),
            ("abc", 0, .utf16, ""),
            ("abc", 2, .utf8, ""), ("", 0, .utf8, ""),
        ] as [(String, Int, TextUnit, String)])
    func textsAreCutBetweenCharacters(text: String, limit: Int, unit: TextUnit, fitted: String) {
        #expect(text.fitted(to: limit, in: unit) == fitted)
    }

    @Test(arguments: ["plain", "a\"b\\c", "标题🙂", "line\nline", "\u{1}"])
    func whatJSONMakesOfATextIsNeverMore(text: String) {
        #expect(TextUnit.json.size(of: text) >= JSONValue.string(text).bytes.count - 2)
    }

    @Test func quotesCountTwiceInJSON() {
        #expect("\"\"\"\"".fitted(to: 7, in: .json) == "\"\"…")
    }

    @Test func anEscapeIsMeasuredAndNeverCut() {
        let fitted = "a&&&".fitted(to: 9, in: .utf16) { $0 == "&" ? "&amp;" : String($0) }
        #expect(fitted == "a&amp;…")
    }

    @Test(arguments: [
        ("a\r\nb", "a b"), ("  a \t b  ", "a b"), ("a\u{0}\u{1b}[31mb", "a [31mb"), ("x\u{202E}gnp\u{2066}y", "xgnpy"),
        ("\u{2028}a\u{85}b", "a b"), ("مرحبا", "مرحبا"), ("", ""),
    ])
    func foreignTextsAreOneLine(text: String, line: String) {
        #expect(text.onOneLine == line)
    }
}
