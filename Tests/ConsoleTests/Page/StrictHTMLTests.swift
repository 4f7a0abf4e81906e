import Testing

@testable import Console

@Suite struct StrictHTMLTests {
    @Test(arguments: [
        ("plain", "plain"), ("访问控制", "访问控制"), ("<script>", "&lt;script&gt;"), ("a & b", "a &amp; b"),
        ("\" onload='x'", "&quot; onload=&#39;x&#39;"),
        // One character to people, and two to a browser.
        ("\"\u{301} onload=x", "&quot;\u{301} onload=x"), ("<\u{338}b", "&lt;\u{338}b"), ("'\u{200D}", "&#39;\u{200D}"),
    ])
    func whatMeansSomethingToBrowsersIsEscaped(text: String, escaped: String) {
        #expect(Array(StrictHTML().escapeText(text).utf8) == Array(escaped.utf8))
    }
}
