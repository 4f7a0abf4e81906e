/// Texts that many findings share (titles, categories, asset types), each kept once.
package struct TextTable: Sendable {
    package private(set) var texts: [String] = []
    private var numbers: [String: UInt32] = [:]

    package init() {}

    package subscript(number: UInt32) -> String {
        texts.indices.contains(Int(number)) ? texts[Int(number)] : ""
    }

    /// The number of `text`, if it is there.
    package func number(of text: String) -> UInt32? { numbers[text] }

    /// Enters `text` under the next number.
    package mutating func append(_ text: String) {
        numbers[text] = UInt32(texts.count)
        texts.append(text)
    }
}
