import Yams

/// What is gathered while a document is read: the problems, the names that it declares and those that it uses.
struct Reading {
    var file: String
    var environment: [String: String]
    /// Reads another file of the configuration, of so many bytes at most; a relative path is relative to the first one.
    let open: @Sendable (_ path: String, _ limit: Int) -> TextFile
    var problems: [ConfigurationProblem] = []
    /// Files that are named, but not opened.
    var files: [FileReference] = []
    /// The place of what has none in the document: a line of a table.
    var origin: Place?
    /// The entries that stand for many.
    var fanned: [FannedEntry] = []
    private var declarations: [Name: Place] = [:]
    private var names: [Named: [String]] = [:]
    private var references: [Reference] = []

    typealias Place = ConfigurationProblem.Place

    /// What can have a name. The raw value is the word for it in messages.
    enum Named: String, Sendable {
        case account, source, sink
        /// One that lines are written to, by its path.
        case file = "sink's file"
    }

    private struct Name: Hashable {
        var kind: Named
        var name: String
    }

    private struct Reference {
        var name: Name
        /// As it may stand in a message.
        var shown: String
        var place: Place
        var path: String
    }

    init(
        file: String, environment: [String: String],
        open: @escaping @Sendable (_ path: String, _ limit: Int) -> TextFile = { _, _ in .unreadable }
    ) {
        self.file = file
        self.environment = environment
        self.open = open
    }

    /// Hands over everything and keeps nothing, so that what is gathered is not copied at every step down.
    mutating func moved() -> Reading {
        let all = self
        self = Reading(file: file, environment: environment, open: open)
        return all
    }

    /// Reports of what `body` reads are about another file.
    mutating func within<Value>(_ other: String, _ body: (inout Reading) -> Value) -> Value {
        let own = file
        file = other
        defer { file = own }
        return body(&self)
    }

    mutating func report(_ message: String, at node: Node, _ path: String, hint: String? = nil) {
        report(message, at: place(of: node), path, hint: hint)
    }

    private func place(of node: Node) -> Place {
        node.mark.map(Place.init) ?? origin ?? node.place
    }

    mutating func report(_ message: String, at place: Place, _ path: String, hint: String? = nil) {
        problems.append(.init(file: file, place: place, path: path, message: message, hint: hint))
    }

    /// - Returns: whether it is the only one of that name so far.
    @discardableResult
    mutating func declare(_ kind: Named, _ name: String, at node: Node, _ path: String) -> Bool {
        let key = Name(kind: kind, name: name)
        if let first = declarations[key] {
            // One that was made of a pattern is not there to be seen.
            let subject = node.string == name ? "has this name" : "is called \(name.quoted)"
            report("another \(kind.rawValue) \(subject)", at: node, path, hint: "on line \(first.line)")
            return false
        }
        declarations[key] = place(of: node)
        names[kind, default: []].append(name)
        return true
    }

    /// Reports what is wrong with what was declared under that name.
    mutating func report(_ message: String, atDeclared kind: Named, _ name: String, _ path: String, hint: String) {
        guard let place = declarations[Name(kind: kind, name: name)] else { return }
        report(message, at: place, path, hint: hint)
    }

    func isDeclared(_ kind: Named, _ name: String) -> Bool { declarations[Name(kind: kind, name: name)] != nil }

    /// What has been declared so far, in order.
    func names(of kind: Named) -> [String] { names[kind] ?? [] }

    mutating func refer(to kind: Named, _ scalar: ScalarText, _ path: String) {
        let name = Name(kind: kind, name: scalar.text)
        references.append(.init(name: name, shown: scalar.quoted, place: scalar.node.place, path: path))
    }

    /// Reports what is wrong with the name that stands at that path.
    mutating func report(_ message: String, atReference path: String) {
        guard let reference = references.first(where: { $0.path == path }) else { return }
        report(message, at: reference.place, path, hint: "the last one of a chain has no fallback")
    }

    /// To be called at the end, when every name has been declared that there is.
    mutating func resolveReferences() {
        for reference in references where declarations[reference.name] == nil {
            let known = declarations.keys.filter { $0.kind == reference.name.kind }.map(\.name).sorted()
            let hint =
                reference.name.name.contains("*")
                ? "any characters are .* in /regex/" : reference.name.name.suggestion(from: known, called: "there are")
            let message = "there is no \(reference.name.kind.rawValue) \(reference.shown)"
            report(message, at: reference.place, reference.path, hint: hint)
        }
    }
}

extension Node {
    var place: ConfigurationProblem.Place {
        mark.map(ConfigurationProblem.Place.init) ?? .init(line: 1, column: 1)
    }

    /// What it is, in the words of a message.
    var kindName: String {
        switch self {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        case .scalar(let scalar) where scalar.isNull: "nothing"
        case .scalar(let scalar) where scalar.isQuoted: "a text"
        case .scalar:
            switch tag.rawValue {
            case Tag.Name.int.rawValue, Tag.Name.float.rawValue: "a number"
            case Tag.Name.bool.rawValue: "a truth value"
            default: "a text"
            }
        }
    }
}

extension Node.Scalar {
    var isQuoted: Bool { style != .plain && style != .any }
    var isNull: Bool {
        !isQuoted && tag.rawValue != Tag.Name.str.rawValue && ["", "~", "null", "Null", "NULL"].contains(string)
    }
}

extension String {
    /// As it may be quoted in a message: short, and nothing that looks like a URL or could be a token.
    var quoted: String {
        // No regular expression: this is asked of every name, in case that a message comes to need it.
        let isHarmless = count <= 40 && allSatisfy { $0.isLetter || $0.isNumber || " _.,:+*/@{}[]()|^$-".contains($0) }
        return isHarmless && !contains("://") ? "\"\(self)\"" : "this value"
    }

    /// A hint: the likeliest of the words, or else all of them.
    func suggestion(from words: [String], called list: String = "one of") -> String? {
        if let word = nearest(of: words) { return "did you mean \"\(word)\"?" }
        return words.isEmpty ? nil : "\(list) \(words.prefix(20).joined(separator: ", "))"
    }
}
