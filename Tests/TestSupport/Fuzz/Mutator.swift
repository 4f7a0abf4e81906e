/// Damages documents the way the world does: bits that flip, pieces that are lost, repeated or exchanged, words where
/// others belong. The same seed does the same damage.
package struct Mutator: Sendable {
    private var random: Seeded
    private let corpus: [[UInt8]]
    private let words: [[UInt8]]

    /// - Parameters:
    ///   - corpus: good documents, from which pieces are taken, too.
    ///   - words: what the decoder may stumble over.
    package init(seed: UInt64, corpus: [[UInt8]] = [], words: [String] = Mutator.jsonWords) {
        random = Seeded(seed)
        self.corpus = corpus
        self.words = words.map { Array($0.utf8) }
    }

    package static let jsonWords = [
        "null", "true", "false", "[]", "{}", "\"\"", "0", "-1", "-0", "1.5", "1e999", "9223372036854775808",
        "99999999999999999999", "\\", "\\u", "\\ud800", "\\ud83d\\ude00", "\\u0000", "\\\"", "\"", "{", "}", "[", "]",
        ",",
        ":", " ", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "\u{FEFF}", "\u{10FFFF}", "\"a\":", "1,", "{\"a\":1}",
        String(repeating: "[", count: 70), String(repeating: "{\"a\":", count: 70), String(repeating: "x", count: 300),
    ]

    /// One of the corpus, damaged.
    package mutating func document() -> [UInt8] {
        corpus.isEmpty ? [] : mutate(corpus[random.pick(0..<corpus.count)])
    }

    package mutating func mutate(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<random.pick(1..<5) { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = word()
            return
        }
        let place = random.pick(0..<bytes.count)
        let end = min(bytes.count, place + random.pick(1..<40))
        switch random.pick(0..<9) {
        case 0: bytes[place] ^= 1 << UInt8(random.pick(0..<8))
        case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.pick(0..<bytes.count))
        case 4: bytes.removeSubrange(place...)
        case 5: bytes.insert(contentsOf: piece(), at: place)
        case 6: bytes.replaceSubrange(place..<end, with: piece())
        case 7: bytes.replaceSubrange(place..<end, with: word())
        default: bytes.insert(contentsOf: word(), at: place)
        }
    }

    private mutating func word() -> [UInt8] {
        words.isEmpty ? [] : words[random.pick(0..<words.count)]
    }

    /// A part of some good document.
    private mutating func piece() -> [UInt8] {
        guard let other = corpus.randomElement(using: &random), !other.isEmpty else { return word() }
        let start = random.pick(0..<other.count)
        return Array(other[start..<min(other.count, start + random.pick(1..<120))])
    }
}
