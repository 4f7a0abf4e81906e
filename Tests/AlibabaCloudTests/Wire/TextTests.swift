import BridgeCore
import Testing

@testable import AlibabaCloud

@Suite struct TextTests {
    @Test(arguments: [
        ("", ""), (" \n\t", ""), ("a", "a"), (" a b\n", "a b"), ("é\r\n", "é"), ("\r\n字 ", "字"),
        ("a\u{301} ", "a\u{301}"),
    ])
    func blanksAtTheEndsAreDropped(text: String, trimmed: String) {
        #expect(Array(text.trimmed.utf8) == Array(trimmed.utf8))
    }

    @Test(arguments: [("abc", 3, "abc"), ("abcdef", 5, "ab…"), ("字字字", 8, "字…"), ("字字字", 7, "字…"), ("字字", 5, "…")])
    func capCutsBetweenCharacters(text: String, limit: Int, capped: String) {
        #expect(text.capped(at: limit) == capped)
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ])
    func httpDateIsRead(text: String, seconds: Int64) {
        #expect(HTTPDate.parse(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 31 Feb 1994 08:49:37 GMT",
    ])
    func whatIsNoHTTPDateIsNone(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }
}
