import BridgeCore
import Testing

@Suite struct JSONScannerTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "-0"), ("12", "12"), ("-1.50", "-1.50"), ("1e9", "1e9"), ("1E+9", "1E+9"),
        ("2.5e-3", "2.5e-3"),
        ("9223372036854775808", "9223372036854775808"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        (" \t\r\n7 ", "7"),
    ])
    func numbersKeepTheirDigits(text: String, digits: String) throws {
        #expect(try JSONValue(parsing: text) == .number(digits))
    }

    @Test(arguments: [
        "", " ", "01", "-", "-a", "1.", ".5", "1e", "1e+", "+1", "0x1", "1 2", "tru", "True", "nul", "nulll", "'a'",
        "\"a", "\"\\\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u123\"", "\"a\u{0}\"", "\"a\nb\"", "[1,]", "[,1]", "[1 2]", "[",
        "]",
        "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "{\"a\":1}}", "[1]]", "NaN", "Infinity",
        "//", "\u{FEFF}1",
        "{\"\\q\":1}", "[\"\\ud800\\u12\"]",
    ])
    func whatIsNotJSONIsAnError(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(throws: JSONError.self) { try skipAll(Array(text.utf8)) }
    }

    /// What is skipped is spliced into events as it is, so it must be JSON for every other reader too.
    @Test(arguments: [#"{"a":"\x"}"#, #"["\u12"]"#, #""\"#, #"{"a":{"\u00zz":1}}"#])
    func brokenEscapesAreNotSkippedOver(text: String) {
        #expect(throws: JSONError.self) { try skipAll(Array(text.utf8)) }
    }

    @Test func errorsNameTheByte() {
        #expect(throws: JSONError.unexpected(expected: "a colon", offset: 5)) { try JSONValue(parsing: "{\"a\" 1}") }
        #expect(throws: JSONError.truncated(offset: 4)) { try JSONValue(parsing: "[1, ") }
    }

    @Test func nestingIsBounded() throws {
        let limit = JSONScanner.maximumDepth
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            _ = try JSONValue(parsing: nested(limit, open, close))
            #expect(throws: JSONError.self) { try JSONValue(parsing: nested(limit + 1, open, close)) }
            #expect(throws: JSONError.self) { try skipAll(Array(nested(100_000, open, close).utf8)) }
        }
    }

    /// Many containers side by side are not deep.
    @Test func depthIsGivenBack() throws {
        let text = "[" + Array(repeating: "[{}]", count: 1000).joined(separator: ",") + "]"
        #expect(try JSONValue(parsing: text).array?.count == 1000)
    }

    @Test func skippingTellsWhereTheValueStood() throws {
        var scanner = JSONScanner(Array(#" {"a" : [1, "}"] , "b":2}"#.utf8))
        var found: [String: String] = [:]
        try scanner.object { (name, scanner) throws(JSONError) in
            let range = try scanner.skip()
            found[name] = String(decoding: scanner.bytes[range], as: UTF8.self)
        }
        #expect(found == ["a": #"[1, "}"]"#, "b": "2"])
    }

    @Test func aRangeIsReadOnItsOwn() throws {
        let bytes = Array(#"{"a":[1,2]}"#.utf8)
        var scanner = JSONScanner(bytes, in: 5..<10)
        #expect(try scanner.value() == .array([.number("1"), .number("2")]))
        try scanner.finish()
        var short = JSONScanner(bytes, in: 5..<8)
        #expect(throws: JSONError.self) { try short.value() }
    }

    @Test func onlyWantedMembersAreHandedOver() throws {
        var scanner = JSONScanner(Array(#" {"x":{"a":1},"a":[1,{}],"b":"\n","a":2,"ab":"}","\u0061":3} "#.utf8))
        var found: [String] = []
        try scanner.object(of: ["a", "c"]) { (name, scanner) throws(JSONError) in
            let range = try scanner.skip()
            found.append("\(name)=\(String(decoding: scanner.bytes[range], as: UTF8.self))")
        }
        try scanner.finish()
        #expect(found == ["a=[1,{}]", "a=2", "a=3"])
    }

    /// Members that nobody wants are checked like those that somebody does.
    @Test(arguments: [
        "{", "{\"x\"", "{\"x\" 1}", "{\"x\":}", "{\"x\":01}", "{\"x\":tru}", "{\"x\":\"\\q\"}", "{\"x\":[1,]}",
        "{\"x\":1,}",
        "{\"x\":1]", "{\"x\":{\"y\" 1}}", "{\"x\":\"\u{1F}\"}", "{\"x\":\"1234567\u{01}\"}", "{x:1}", "{\"x\":- 1}",
    ])
    func unwantedMembersMustBeJSONToo(text: String) {
        var scanner = JSONScanner(Array(text.utf8))
        #expect(throws: JSONError.self) {
            try scanner.object(of: ["a"]) { (_, scanner) throws(JSONError) in try scanner.skip() }
        }
    }

    /// Strings are passed eight bytes at a time: what ends one may stand at any of them, and after any other.
    @Test(arguments: 0..<20)
    func stringsEndWhereTheyEnd(length: Int) throws {
        for filler in ["x", "é", "\u{7F}", "\u{80}", "!", "#", "[", "]"] {
            let text = String(repeating: filler, count: length)
            #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
            #expect(try JSONValue(parsing: "[\"\(text)\\n\",1]").array?.first == .string(text + "\n"))
            #expect(throws: JSONError.self) { try JSONValue(parsing: "\"\(text)\u{1F}\(text)\"") }
            #expect(throws: JSONError.self) { try JSONValue(parsing: "\"\(text)") }
        }
    }

    @Test func wholeNumbersMustFit() throws {
        var scanner = JSONScanner(Array("255".utf8))
        #expect(try scanner.integer(UInt8.self) == 255)
        for text in ["256", "-1", "1.0", "1e1"] {
            var scanner = JSONScanner(Array(text.utf8))
            #expect(throws: JSONError.self) { try scanner.integer(UInt8.self) }
        }
    }

    @Test func nullIsReadOnlyWhereItStands() throws {
        var scanner = JSONScanner(Array("[null,1]".utf8))
        var nulls: [Bool] = []
        try scanner.array { (element) throws(JSONError) in
            let isNull = try element.null()
            nulls.append(isNull)
            if !isNull { try element.skip() }
        }
        #expect(nulls == [true, false])
    }

    @Test(arguments: [
        ("{", JSONScanner.Kind.object), (" [", .array), ("\"", .string), ("-", .number), ("5", .number), ("t", .bool),
        ("f", .bool), ("n", .null), ("", .nothing), ("x", .nothing), ("}", .nothing),
    ])
    func theFirstByteTellsTheKind(text: String, kind: JSONScanner.Kind) {
        var scanner = JSONScanner(Array(text.utf8))
        #expect(scanner.next == kind)
    }

    private func skipAll(_ bytes: [UInt8]) throws(JSONError) {
        var scanner = JSONScanner(bytes)
        try scanner.skip()
        try scanner.finish()
    }
}
