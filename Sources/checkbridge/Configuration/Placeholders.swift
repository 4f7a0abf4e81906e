import Yams

/// A text with `{name}` in it: what each of many accounts has of its own takes its place.
///
/// `${VARIABLE}` is something else, and is left to ``Expansion``.
struct PlaceholderText: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        case text(Substring)
        case placeholder(String)
    }

    private(set) var pieces: [Piece] = []

    init(_ raw: String) {
        var rest = Substring(raw)
        var done = rest.startIndex
        while let mark = rest[done...].firstIndex(where: { $0 == "$" || $0 == "{" }) {
            if let (name, end) = Self.placeholder(in: rest[mark...]) {
                pieces += [.text(rest[..<mark]), .placeholder(name)]
                rest = rest[end...]
                done = end
            } else {
                done = Self.end(ofReference: rest[mark...])
            }
        }
        pieces.append(.text(rest))
    }

    /// The names of its placeholders, in order.
    var names: [String] {
        pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
    }

    /// The text with each placeholder's value in its place; one without a value becomes nothing.
    func filled(_ value: (String) -> String?) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): String(text)
            case .placeholder(let name): value(name) ?? ""
            }
        }.joined()
    }

    /// Letters, digits and `_`, a letter first.
    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 63 else { return false }
        return isLetter(first) && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func placeholder(in text: Substring) -> (name: String, end: Substring.Index)? {
        guard text.first == "{", let close = text.firstIndex(of: "}") else { return nil }
        let name = text[text.index(after: text.startIndex)..<close]
        return isName(name) ? (String(name), text.index(after: close)) : nil
    }

    /// The end of what `$` begins: `$$`, `${...}`, or itself.
    private static func end(ofReference text: Substring) -> Substring.Index {
        let next = text.index(after: text.startIndex)
        guard text.first == "$", next < text.endIndex else { return next }
        if text[next] == "{", let close = text[next...].firstIndex(of: "}") { return text.index(after: close) }
        return text[next] == "$" ? text.index(after: next) : next
    }
}

/// A part of the document with placeholders in its texts, taken apart once and filled in many times.
indirect enum NodeTemplate {
    case fixed(Node)
    case text(PlaceholderText, Node.Scalar)
    case sequence([NodeTemplate], Node.Sequence)
    case mapping([(key: Node, value: NodeTemplate)], Node.Mapping)

    init(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            let text = PlaceholderText(scalar.string)
            self = text.names.isEmpty ? .fixed(node) : .text(text, scalar)
        case .sequence(let sequence):
            self = .sequence(sequence.map(NodeTemplate.init), sequence)
        case .mapping(let mapping):
            self = .mapping(mapping.map { ($0.key, NodeTemplate($0.value)) }, mapping)
        case .alias: self = .fixed(node)
        }
    }

    /// Where placeholders stand, and which.
    var placeholders: [(name: String, node: Node)] {
        switch self {
        case .fixed: []
        case .text(let text, let scalar): text.names.map { ($0, .scalar(scalar)) }
        case .sequence(let parts, _): parts.flatMap(\.placeholders)
        case .mapping(let parts, _): parts.flatMap(\.value.placeholders)
        }
    }

    func filled(_ value: (String) -> String?) -> Node {
        switch self {
        case .fixed(let node): node
        case .text(let text, let scalar): .filled(text.filled(value), scalar.mark)
        case .sequence(let parts, let old):
            .sequence(.init(parts.map { $0.filled(value) }, old.tag, old.style, old.mark))
        case .mapping(let parts, let old):
            .mapping(.init(parts.map { ($0.key, $0.value.filled(value)) }, old.tag, old.style, old.mark))
        }
    }
}

extension Node {
    /// A scalar that was put together: it may be read as a text as well as a number, whatever it looks like.
    static func filled(_ text: String, _ mark: Mark?) -> Node {
        .scalar(.init(text, Tag(.str), .plain, mark))
    }
}
