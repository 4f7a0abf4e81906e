import BridgeCore
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("AZaz09-._~", "AZaz09-._~"), ("a b*/+%", "a%20b%2A%2F%2B%25"), ("字", "%E5%AD%97"),
    ])
    func allButTheUnreservedIsEncoded(text: String, encoded: String) {
        #expect(PercentEncoding.component(text) == encoded)
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test(arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%2f%2F", "//"), ("a+b", "a+b")])
    func whatIsNoEncodingStays(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text) == decoded)
    }
}
