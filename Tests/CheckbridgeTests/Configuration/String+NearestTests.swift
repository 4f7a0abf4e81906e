import Testing

@testable import checkbridge

@Suite struct StringNearestTests {
    @Test(arguments: [
        ("evry", "every"), ("acount", "account"), ("Name", "name"), ("lnag", "lang"), ("page-size", "page_size"),
    ]) func slipIsFound(slip: String, word: String) {
        #expect(slip.nearest(of: ["every", "account", "name", "lang", "page_size", "type"]) == word)
    }

    @Test(arguments: ["colour", "x", "", "typography"]) func farIsNoSlip(text: String) {
        #expect(text.nearest(of: ["every", "account", "name", "type"]) == nil)
    }
}
