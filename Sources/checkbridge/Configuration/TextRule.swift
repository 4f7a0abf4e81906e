import BridgeCore

/// What a text must be from its first to its last character, as JSON Schema can say it too.
///
/// The rules are constants, because shapes are made again for every value that is read: with thousands of values,
/// compiling would be most of the work.
struct TextRule: Sendable {
    let source: String
    private let pattern: Pattern?

    init(_ source: String) {
        self.source = source
        pattern = try? Pattern(source)
    }

    func admits(_ text: String) -> Bool { pattern?.matches(text) == true }
}
