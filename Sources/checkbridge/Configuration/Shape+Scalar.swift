import BridgeCore
import Yams

extension Shape where Value == String {
    static var text: Shape {
        text("a text", pattern: nil) { _ in nil }
    }

    /// A text with rules of its own.
    /// - Parameters:
    ///   - expectation: what it must be, in words that go on after "must be".
    ///   - pattern: the rules as far as JSON Schema can tell.
    ///   - objection: says what is wrong with a text; `nil` if nothing is.
    static func text(
        _ expectation: String, pattern: String?, hint: String? = nil,
        objection: @escaping @Sendable (String) -> String?
    ) -> Shape {
        Shape(
            placeholder: "",
            schema: {
                let bounds = JSONValue.members(["type": .string("string"), "minLength": .number("1")])
                return pattern.map { .matching($0) } ?? bounds
            }, show: { .string($0) }
        ) { node, path, reading in
            guard let scalar = reading.text(node, path, expectation) else { return nil }
            guard let objection = scalar.text.isEmpty ? "must not be empty" : objection(scalar.text) else {
                return scalar.text
            }
            reading.report(
                objection == "" ? "\(scalar.quoted) is not \(expectation)" : objection, at: node, path, hint: hint)
            return nil
        }
    }

    /// A text that must match the whole pattern.
    static func matching(_ rule: TextRule, _ expectation: String, hint: String) -> Shape {
        text(expectation, pattern: rule.source, hint: hint) { rule.admits($0) ? nil : "" }
    }

    private static var nameHint: String {
        "letters, digits, \".\", \"_\" and \"-\", at most 63, a letter or digit first"
    }

    /// What may be the name of something.
    private static var name: Shape { matching(.name, "a name", hint: nameHint) }

    /// A name that may hold `{account}`, where an account's name will be.
    static var nameWithAccount: Shape {
        let pattern = "(?:[A-Za-z0-9]|[{]account[}])(?:[A-Za-z0-9._-]|[{]account[}]){0,62}"
        return text("a name", pattern: pattern, hint: "\(nameHint); {account} is the account's name") { text in
            let pieces = PlaceholderText(text)
            guard pieces.names.allSatisfy({ $0 == "account" }) else { return "" }
            return TextRule.name.admits(pieces.filled { _ in "a" }) ? nil : ""
        }
    }

    /// The name that something is given; no other of its kind may have it.
    static func name(of kind: Reading.Named) -> Shape {
        let shape = name
        return Shape(placeholder: "", schema: shape.schema) { node, path, reading in
            let name = shape.read(node, path, &reading)
            if let name { reading.declare(kind, name, at: node, path) }
            return name
        }
    }

    /// The name of something that must be there.
    static func reference(to kind: Reading.Named) -> Shape {
        Shape(placeholder: "", schema: Shape.text.schema) { node, path, reading in
            guard let scalar = reading.text(node, path, "a name") else { return nil }
            reading.refer(to: kind, scalar, path)
            return scalar.text
        }
    }

    /// An id: people write digits without quotes.
    static var identifier: Shape {
        Shape(
            placeholder: "", schema: { .members(["type": .array([.string("string"), .string("integer")])]) }
        ) { node, path, reading in
            reading.scalar(node, path, "an id")?.text
        }
    }
}

extension TextRule {
    fileprivate static let name = TextRule("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
}

extension Shape where Value: RawRepresentable & CaseIterable, Value.RawValue == String, Value.AllCases == [Value] {
    /// One of the words of an enumeration.
    static var word: Shape {
        let words = Shape<String>.word(Value.allCases.map(\.rawValue))
        return Shape(
            placeholder: Value.allCases[0], schema: words.schema, show: { .string($0.rawValue) }
        ) { node, path, reading in
            words.read(node, path, &reading).flatMap(Value.init(rawValue:))
        }
    }
}

extension Shape where Value == String {
    static func word(_ words: [String], isConfidential: Bool = false) -> Shape {
        Shape(
            placeholder: "",
            schema: { .orVariable(.members(["enum": .array(words.map(JSONValue.string))])) }, show: { .string($0) }
        ) { node, path, reading in
            guard let scalar = reading.text(node, path, "one of \(words.joined(separator: ", "))") else { return nil }
            guard !words.contains(scalar.text) else { return scalar.text }
            let shown = isConfidential ? "this value" : scalar.quoted
            reading.report(
                "\(shown) is not known here", at: node, path, hint: scalar.text.suggestion(from: words))
            return nil
        }
    }
}

extension Shape where Value == Bool {
    /// `true` or `false`, and the other words that YAML 1.1 has for them.
    static var truth: Shape {
        Shape(
            placeholder: false, schema: { .orVariable(.members(["type": .string("boolean")])) }, show: { .bool($0) }
        ) { node, path, reading in
            guard let scalar = reading.scalar(node, path, "true or false") else { return nil }
            let word = scalar.text.lowercased()
            if scalar.isPlain, ["true", "yes", "on"].contains(word) { return true }
            if scalar.isPlain, ["false", "no", "off"].contains(word) { return false }
            reading.report("must be true or false, but is \(node.kindName)", at: node, path)
            return nil
        }
    }
}

extension Shape where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> Shape {
        Shape(
            placeholder: range.lowerBound,
            schema: {
                .orVariable(
                    .members([
                        "type": .string("integer"), "minimum": .number("\(range.lowerBound)"),
                        "maximum": .number("\(range.upperBound)"),
                    ]))
            }, show: { .number("\($0)") }
        ) { node, path, reading in
            guard let scalar = reading.scalar(node, path, "a whole number") else { return nil }
            guard scalar.isPlain, let number = Int(scalar.text) else {
                let found = scalar.isConfidential ? "this value is not one" : "is \(node.kindName)"
                reading.report("must be a whole number, but \(found)", at: node, path)
                return nil
            }
            guard !range.contains(number) else { return number }
            let bounds = "from \(range.lowerBound) to \(range.upperBound)"
            reading.report(
                "\(scalar.isConfidential ? "this value" : "\(number)") is out of bounds", at: node, path, hint: bounds)
            return nil
        }
    }
}

extension Shape where Value == Duration {
    static func duration(_ range: ClosedRange<Duration>) -> Shape {
        Shape(
            placeholder: range.lowerBound,
            schema: { .matching("([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?") },
            show: { .string($0.text) }
        ) { node, path, reading in
            guard let scalar = reading.scalar(node, path, "a duration") else { return nil }
            guard let duration = Duration(text: scalar.text) else {
                reading.report(
                    "\(scalar.quoted) is not a duration", at: node, path, hint: "as in 500ms, 20s, 5m, 1h30m")
                return nil
            }
            guard !range.contains(duration) else { return duration }
            let bounds = "from \(range.lowerBound.text) to \(range.upperBound.text)"
            reading.report("\(scalar.quoted) is out of bounds", at: node, path, hint: bounds)
            return nil
        }
    }
}

extension Shape where Value == Duration? {
    /// A duration, or `off`, which YAML takes for a truth value: just as clear.
    static func durationOrOff(_ range: ClosedRange<Duration>) -> Shape {
        let duration = Shape<Duration>.duration(range)
        return Shape(
            placeholder: nil,
            schema: {
                .members([
                    "anyOf": .array([duration.schema(), .members(["enum": .array([.string("off"), .bool(false)])])])
                ])
            }, show: { $0.flatMap(duration.show) ?? .string("off") }
        ) { node, path, reading in
            let word = node.string?.lowercased() ?? ""
            return ["off", "false", "no"].contains(word) ? .some(nil) : duration.read(node, path, &reading)
        }
    }
}

extension JSONValue {
    /// The same, or a text with a variable, whose value no schema can know.
    static func orVariable(_ schema: JSONValue) -> JSONValue {
        .members(["anyOf": .array([schema, .members(["$ref": .string("#/$defs/variable")])])])
    }

    /// A text that matches the whole pattern.
    static func matching(_ pattern: String) -> JSONValue {
        .orVariable(
            .members(["type": .string("string"), "minLength": .number("1"), "pattern": .string("^(?:\(pattern))$")]))
    }
}
