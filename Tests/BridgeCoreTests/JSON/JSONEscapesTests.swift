import BridgeCore
import Testing

@Suite struct JSONEscapesTests {
    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u4E2d""#, "Aé中"),
        (#""\ud83d\ude00""#, "😀"),
        (#""\uD83D\uDE00x""#, "😀x"),
        (#""\ud83d""#, "\u{FFFD}"),
        (#""\ud83dx""#, "\u{FFFD}x"),
        (#""\ude00""#, "\u{FFFD}"),
        (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ud83d\n""#, "\u{FFFD}\n"),
        (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\u0000""#, "\0"),
        (#""\uffff""#, "\u{FFFF}"),
        (#""\udbff\udfff""#, "\u{10FFFF}"),
    ])
    func escapesAreResolved(json: String, text: String) throws {
        #expect(try JSONValue(parsing: json) == .string(text))
    }

    @Test func invalidUTF8IsRepaired() throws {
        #expect(try JSONValue(parsing: [0x22, 0x61, 0xFF, 0x62, 0x22]) == .string("a\u{FFFD}b"))
        #expect(try JSONValue(parsing: [0x22, 0xFF, 0x5C, 0x6E, 0x22]) == .string("\u{FFFD}\n"))
    }

    @Test(arguments: [
        ("", #""""#), ("a\"b\\c", #""a\"b\\c""#), ("/", #""/""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{8}\u{C}\0\u{1F}\u{7F}", #""\u0008\u000c\u0000\u001f\u007f""#),
        ("é中😀\u{2028}", "\"é中😀\u{2028}\""),
    ])
    func noMoreIsEscapedThanMustBe(text: String, json: String) {
        #expect(String(decoding: JSONValue.string(text).bytes, as: UTF8.self) == json)
    }

    @Test func everyScalarComesBack() throws {
        let scalars = (0...0x10FFFF).lazy.filter { $0 < 0x300 || $0 % 997 == 0 }.compactMap(Unicode.Scalar.init)
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        #expect(try JSONValue(parsing: JSONValue.string(text).bytes) == .string(text))
    }
}
