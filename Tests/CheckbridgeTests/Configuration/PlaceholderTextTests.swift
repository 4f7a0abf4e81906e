import Testing

@testable import checkbridge

@Suite struct PlaceholderTextTests {
    @Test(arguments: [
        ("acs:ram::{id}:role/x", "acs:ram::7:role/x"), ("{name}-{id}-{name}", "a-7-a"), ("plain", "plain"), ("", ""),
        ("${id}", "${id}"), ("${id:-{name}}", "${id:-{name}}"), ("$${id}", "$$7"), ("$$${id}", "$$${id}"),
        ("${A}{id}", "${A}7"), ("$", "$"), ("{", "{"), ("{}", "{}"), ("{id", "{id"), ("{ id }", "{ id }"),
        (#"{"Version":"1","x":{}}"#, #"{"Version":"1","x":{}}"#), (#"{"a":"{id}"}"#, #"{"a":"7"}"#), ("{{id}}", "{7}"),
        ("{9}", "{9}"), ("{a-b}", "{a-b}"), ("ü{id}😀", "ü7😀"),
    ]) func onlyPlaceholdersAreReplaced(raw: String, filled: String) {
        #expect(PlaceholderText(raw).filled { ["id": "7", "name": "a"][$0] } == filled)
    }

    @Test func theirNamesAreKnown() {
        #expect(PlaceholderText("{a}${b}{c_1}{A}").names == ["a", "c_1", "A"])
    }
}
