extension Section {
    /// A key of chats that can call people. The ids become a part of the markup, so they are held to what ids are.
    mutating func mentions(_ name: String, _ help: String) -> [String] {
        value(name, .list(of: .mention, count: 0...20), default: [], help)
    }
}

extension Shape where Value == String {
    fileprivate static var mention: Shape {
        let identifier = Shape.identifier
        return Shape(placeholder: "", schema: identifier.schema) { node, path, reading in
            guard let text = identifier.read(node, path, &reading) else { return nil }
            guard text.wholeMatch(of: /[A-Za-z0-9_.@-]{1,64}/) == nil else { return text }
            reading.report(
                "is not an id", at: node, path, hint: "letters, digits, \"_\", \".\", \"@\" and \"-\", at most 64")
            return nil
        }
    }
}
