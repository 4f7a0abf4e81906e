import BridgeCore
import Testing

@Suite struct StringTrimmedTests {
    @Test(arguments: [
        ("", ""), (" \n\t", ""), ("a", "a"), (" a b\n", "a b"), ("é\r\n", "é"), ("\r\n字 ", "字"),
        ("a\u{301} ", "a\u{301}"),
    ])
    func blanksAtTheEndsAreDropped(text: String, trimmed: String) {
        #expect(Array(text.trimmed.utf8) == Array(trimmed.utf8))
    }
}
