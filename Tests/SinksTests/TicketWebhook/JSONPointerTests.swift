import BridgeCore
import Testing

@testable import Sinks

@Suite struct JSONPointerTests {
    /// The examples of RFC 6901, section 5.
    @Test(arguments: [
        ("/foo", #"["bar","baz"]"#), ("/foo/0", #""bar""#), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"),
        ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
    ])
    func itIsTheStandards(pointer: String, expected: String) throws {
        let json = try JSONValue(
            parsing: #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#)
        let read = try #require(JSONPointer(pointer))
        #expect(try read.value(in: json) == JSONValue(parsing: expected))
        #expect(read.description == pointer)
        #expect(JSONPointer("")?.value(in: json) == json)
    }

    @Test(arguments: ["a", "/~", "/a~2", "/a~", "a/b", "/~~0"])
    func whatIsNoPointerIsNone(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    @Test(arguments: ["/a/b", "/list/2", "/list/-", "/list/01", "/list/+1", "/list/-1", "/text/0", "/none/x"])
    func nothingStandsWhereNothingIs(pointer: String) throws {
        let json = try JSONValue(parsing: #"{"a":null,"list":[1,2],"text":"abc"}"#)
        #expect(JSONPointer(pointer)?.value(in: json) == nil)
    }

    @Test(arguments: ["", "/a", "/a/b~1c"])
    func aValueIsPutWhereItIsFound(pointer: String) throws {
        let read = try #require(JSONPointer(pointer))
        #expect(read.value(in: read.around(.array([]))) == .array([]))
    }
}
