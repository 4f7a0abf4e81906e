import BridgeCore
import Testing

@Suite struct TextTableTests {
    @Test func numbersCountFromZero() {
        var texts = TextTable()
        for text in ["a", "", "b"] { texts.append(text) }
        #expect(["a", "", "b"].map(texts.number(of:)) == [0, 1, 2])
        #expect(texts.number(of: "c") == nil)
        #expect(texts[2] == "b")
    }

    @Test func anUnknownNumberIsNoText() {
        #expect(TextTable()[0].isEmpty)
        #expect(TextTable()[.max].isEmpty)
    }
}
