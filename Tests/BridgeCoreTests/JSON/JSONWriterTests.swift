import BridgeCore
import Testing

@Suite struct JSONWriterTests {
    @Test func membersAndElementsAreParted() {
        var writer = JSONWriter()
        writer.object {
            $0.member("s", "t")
            $0.member("i", -5)
            $0.member("u", UInt64.max)
            $0.member("b", true)
            $0.member("n", .null)
            $0.member("absent", ifPresent: nil)
            $0.member("present", ifPresent: "")
            $0.member("o", object: { _ in })
            $0.member(
                "a",
                array: { array in
                    array.integer(1)
                    array.array { _ in }
                    array.object { $0.member("x", false) }
                    array.null()
                    array.string("y")
                })
            $0.member("r", raw: Array("[1, 2]".utf8))
        }
        let json =
            #"{"s":"t","i":-5,"u":18446744073709551615,"b":true,"n":null,"present":"","o":{},"#
            + #""a":[1,[],{"x":false},null,"y"],"r":[1, 2]}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
    }

    @Test func aNameEscapesItsText() {
        #expect(
            String(decoding: JSONValue.object([JSONMember("a\"\n", .null)]).bytes, as: UTF8.self) == #"{"a\"\n":null}"#)
    }
}
