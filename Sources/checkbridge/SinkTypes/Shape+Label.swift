extension Shape where Value == String {
    /// - Parameters:
    ///   - limit: in characters.
    ///   - excluded: what none may hold.
    static func label(_ limit: Int, without excluded: String, called what: String) -> Shape {
        text("a label", pattern: nil) { text in
            let isOne =
                text.count <= limit && !text.contains { excluded.contains($0) }
                && !text.unicodeScalars.contains { $0.value < 0x20 }
            return isOne ? nil : "is not a label of 1 to \(limit) characters without \(what)"
        }
    }
}
