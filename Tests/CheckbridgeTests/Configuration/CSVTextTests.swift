import Testing

@testable import checkbridge

@Suite struct CSVTextTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]), ("", []), ("\n\n", []),
        ("\u{FEFF}a\nb", [["a"], ["b"]]), (",\n", [["", ""]]), ("\"a,b\",c", [["a,b", "c"]]),
        ("\"a \"\"b\"\"\"", [["a \"b\""]]), ("\"a\nb\",c\nd,e", [["a\nb", "c"], ["d", "e"]]),
        ("a\"b,c", [["a\"b", "c"]]),
        ("\"\",x", [["", "x"]]), ("\"open", [["open"]]),
    ]) func fieldsAreRead(text: String, records: [[String]]) {
        #expect(CSVText(text).records.map(\.fields) == records)
    }

    @Test func linesAreCounted() {
        #expect(CSVText("a\n\n\"b\nc\"\nd\n").records.map(\.line) == [1, 3, 5])
    }
}
