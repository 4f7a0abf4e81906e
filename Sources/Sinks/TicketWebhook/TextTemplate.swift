package import BridgeCore

/// A text with `{name}` in it, in whose place something else stands in each request. `{{` and `}}` are braces.
package struct TextTemplate: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        case text(String)
        case placeholder(TicketPlaceholder)
    }

    let pieces: [Piece]
    /// What it says may be a secret.
    let isConfidential: Bool

    /// Of nothing.
    package static let empty = TextTemplate()

    private init() {
        (pieces, isConfidential) = ([], false)
    }

    package init(_ raw: String, isConfidential: Bool = false) throws(TemplateError) {
        var pieces: [Piece] = []
        var text = ""
        var rest = raw[...]
        while let mark = rest.firstIndex(where: { "{}".contains($0) }) {
            text += rest[..<mark]
            let brace = rest[mark]
            rest = rest[mark...].dropFirst()
            if rest.first == brace {
                text.append(brace)
                rest = rest.dropFirst()
            } else {
                pieces += [.text(text), .placeholder(try Self.placeholder(after: brace, &rest))]
                text = ""
            }
        }
        self.pieces = (pieces + [.text(text + rest)]).filter { $0 != .text("") }
        self.isConfidential = isConfidential
    }

    private static func placeholder(
        after brace: Character, _ rest: inout Substring
    ) throws(TemplateError) -> TicketPlaceholder {
        guard brace == "{", let end = rest.firstIndex(of: "}") else { throw .brace }
        let name = rest[..<end]
        guard let placeholder = TicketPlaceholder(name) else { throw .unknown(String(name)) }
        rest = rest[end...].dropFirst()
        return placeholder
    }

    /// The words among its placeholders.
    package var words: [TicketPlaceholder.Word] {
        pieces.compactMap { if case .placeholder(.word(let word)) = $0 { word } else { nil } }
    }

    /// What is written in it, without the placeholders.
    package var writing: [String] {
        pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    package var beginsWithWriting: Bool {
        if case .text? = pieces.first { true } else { false }
    }

    /// With each placeholder's value in its place, as `form` writes it.
    func text(_ fields: TicketFields, _ form: (String) -> String = { $0 }) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .placeholder(let placeholder): form(fields[placeholder].writtenOut)
            }
        }.joined()
    }
}

/// What is wrong with a template.
package enum TemplateError: Error, Sendable, Equatable {
    /// A brace that neither begins nor ends a placeholder.
    case brace
    /// There is no such placeholder.
    case unknown(String)
}

/// JSON whose texts are templates.
package indirect enum JSONTemplate: Sendable, Equatable {
    case fixed(JSONValue)
    case text(TextTemplate)
    case array([JSONTemplate])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONTemplate

        package init(_ name: String, _ value: JSONTemplate) {
            (self.name, self.value) = (name, value)
        }
    }

    /// Every template in it.
    package var texts: [TextTemplate] {
        switch self {
        case .fixed: []
        case .text(let text): [text]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let members): members.flatMap(\.value.texts)
        }
    }

    /// A text that is one placeholder and nothing else becomes what that stands for: a number, an object, `null`.
    func value(_ fields: TicketFields) -> JSONValue {
        switch self {
        case .fixed(let value): return value
        case .text(let template):
            if case .placeholder(let only)? = template.pieces.first, template.pieces.count == 1 { return fields[only] }
            return .string(template.text(fields))
        case .array(let elements): return .array(elements.map { $0.value(fields) })
        case .object(let members): return .object(members.map { JSONMember($0.name, $0.value.value(fields)) })
        }
    }
}

extension JSONValue {
    /// Within a text: what has parts as JSON, what is missing as nothing.
    fileprivate var writtenOut: String {
        switch self {
        case .null: ""
        case .string, .number, .bool: text ?? ""
        case .array, .object: String(decoding: bytes, as: UTF8.self)
        }
    }
}
