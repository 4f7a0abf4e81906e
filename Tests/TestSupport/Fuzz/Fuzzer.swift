import Foundation

/// Hands damaged documents to a decoder, thousands of them with `make test`, as many as asked for with `make fuzz`.
///
/// An input follows from its number alone. When one ends the process, the last line on stderr tells near which number
/// it was, and `CHECKBRIDGE_FUZZ_FROM` begins there.
package struct Fuzzer: Sendable {
    private let name: String
    private let corpus: [[UInt8]]
    private let words: [String]

    /// - Parameter name: of what is tried, for the progress.
    package init(_ name: String, corpus: [[UInt8]], words: [String] = Mutator.jsonWords) {
        self.name = name
        self.corpus = corpus
        self.words = words
    }

    package init(_ name: String, corpus: [String], words: [String] = Mutator.jsonWords) {
        self.init(name, corpus: corpus.map { Array($0.utf8) }, words: words)
    }

    /// Hands over every good document and then damaged ones, until one throws.
    /// - Parameter few: how many if nobody asks for more.
    package func run(few: Int = 2000, _ check: ([UInt8]) throws -> Void) rethrows {
        for document in corpus { try check(document) }
        let first = Self.number("CHECKBRIDGE_FUZZ_FROM") ?? 0
        let count = Self.number("CHECKBRIDGE_FUZZ") ?? few
        for number in first..<(first + count) {
            if number % 10_000 == 0, count > few { tell(number) }
            try check(input(number))
        }
    }

    private func input(_ number: Int) -> [UInt8] {
        var mutator = Mutator(seed: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, corpus: corpus, words: words)
        return mutator.document()
    }

    private func tell(_ number: Int) {
        FileHandle.standardError.write(Data("fuzz \(name): from input \(number)\n".utf8))
    }

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }
}
