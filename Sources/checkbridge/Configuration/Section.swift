import BridgeCore
import Yams

/// A mapping while it is read, key by key; or, with nothing to read, while its schema is drawn up.
///
/// The same code does both: what it asks for is what may be there.
struct Section {
    private let node: Node?
    private var values: [String: Node] = [:]
    private let path: String
    private var reading: Reading
    private var keys: [JSONMember] = []
    private var required: [String] = []
    private var constraints: [JSONValue] = []
    /// The forms that the whole can have, where its keys decide; they say everything then.
    private var alternatives: [JSONValue] = []
    /// Which keys may be here is said elsewhere, or could not be found out.
    private var takesAnyKey = false

    init(reading mapping: Node.Mapping, _ node: Node, _ path: String, _ reading: consuming Reading) {
        (self.node, self.path, self.reading) = (node, path, reading)
        for (key, value) in mapping { if let name = key.string { values[name] = value } }
    }

    /// For the schema: every key is missing, and nothing is wrong with that.
    init() {
        (node, path, reading) = (nil, "", Reading(file: "", environment: [:]))
    }
}

extension Section {
    /// A key that must be there.
    /// - Parameter others: keys, one of which may be there instead; only the schema knows them, the rest is the caller's.
    mutating func required<Value>(
        _ name: String, _ shape: Shape<Value>, _ help: String, unless others: [String] = []
    ) -> Value {
        if others.isEmpty {
            required.append(name)
        } else {
            let keys = [name] + others
            constraints.append(
                .members(["anyOf": .array(keys.map { .members(["required": .array([.string($0)])]) })]))
        }
        if let node, values[name] == nil { reading.report("the key is missing", at: node, key(name), hint: help) }
        return optional(name, shape, help) ?? shape.placeholder()
    }

    /// A key with a default.
    mutating func value<Value>(
        _ name: String, _ shape: Shape<Value>, default fallback: Value, _ help: String
    ) -> Value {
        let value = optional(name, shape, help, default: shape.show(fallback))
        return value ?? fallback
    }

    /// A key that may be missing.
    mutating func optional<Value>(
        _ name: String, _ shape: Shape<Value>, _ help: String, default shown: JSONValue? = nil
    ) -> Value? {
        describe(name, shape, help, shown)
        return values[name].flatMap { shape.read($0, key(name), &reading) }
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    /// Something is wrong between keys; the place is that of `name`, or of the whole where it is missing.
    mutating func report(_ message: String, at name: String, hint: String? = nil) {
        guard let node else { return }
        reading.report(message, at: values[name] ?? node, key(name), hint: hint)
    }

    /// Only one of the keys may be there; one must be if `required`.
    mutating func exclude(_ names: [String], required isRequired: Bool, _ help: String = "") {
        constraints.append(Self.constraint(names, isRequired))
        let present = names.filter(has)
        if present.count > 1 {
            report("cannot be combined with \"\(present[0])\"", at: present[1], hint: "give only one of them")
        } else if let node, isRequired, present.isEmpty {
            reading.report("the key is missing", at: node, key(names[0]), hint: "\(help); or \(names[1])")
        }
    }

    private static func constraint(_ names: [String], _ isRequired: Bool) -> JSONValue {
        func all(_ names: [String]) -> JSONValue { .members(["required": .array(names.map(JSONValue.string))]) }
        return isRequired ? .members(["oneOf": .array(names.map { all([$0]) })]) : .members(["not": all(names)])
    }

    private func key(_ name: String) -> String { path.appending(key: name) }

    private mutating func describe<Value>(_ name: String, _ shape: Shape<Value>, _ help: String, _ shown: JSONValue?) {
        guard !keys.contains(where: { $0.name == name }) else { return }
        guard node == nil, case .object(var members) = shape.schema() else {
            return keys.append(.init(name, .null))
        }
        members.insert(.init("description", .string(help)), at: 0)
        if let shown { members.append(.init("default", shown)) }
        keys.append(.init(name, .object(members)))
    }
}

// MARK: - Alternatives

/// One of the forms that a mapping can have.
struct Form<Value: Sendable>: Sendable {
    /// The word that chooses it, or the key that only it has.
    let word: String
    let read: @Sendable (inout Section) -> Value
}

extension Section {
    /// Lets the value of `name` choose how the rest is read.
    mutating func choose<Value>(by name: String, among forms: [Form<Value>], _ help: String) -> Value? {
        let word = required(name, .word(forms.map(\.word)), help)
        constraints += schemas(of: forms).map { word, schema in
            let isChosen = JSONValue.members(["properties": .members([name: .members(["const": .string(word)])])])
            return .members(["if": isChosen, "then": schema])
        }
        let form = forms.first { $0.word == word }
        takesAnyKey = node == nil || form == nil
        guard node != nil else { return forms.first.map { describe($0).value } }
        return form.map { $0.read(&self) }
    }

    /// Lets the key that is there choose how the rest is read. A form's word may also be there as `<word>_file`.
    mutating func chooseByKey<Value>(among forms: [Form<Value>]) -> Value? {
        guard let node else {
            alternatives = schemas(of: forms).map(\.schema)
            return forms.first.map { describe($0).value }
        }
        let present = forms.filter { has($0.word) || has($0.word + "_file") }
        takesAnyKey = present.count != 1
        if present.isEmpty {
            reading.report("has none of the keys \(forms.map(\.word).joined(separator: ", "))", at: node, path)
        } else if present.count > 1 {
            let words = present.map(\.word).joined(separator: " and ")
            reading.report("\(words) cannot be combined", at: node, path, hint: "give only one of them")
        }
        return present.first.map { $0.read(&self) }
    }

    private func schemas<Value>(of forms: [Form<Value>]) -> [(word: String, schema: JSONValue)] {
        node == nil ? forms.map { ($0.word, describe($0).section.schema) } : []
    }

    private func describe<Value>(_ form: Form<Value>) -> (section: Section, value: Value) {
        var section = self
        // What all forms have in common is said once, outside of them.
        (section.keys, section.required) = (keys.map { .init($0.name, .bool(true)) }, [])
        (section.constraints, section.takesAnyKey) = ([], false)
        let value = form.read(&section)
        return (section, value)
    }
}

// MARK: - The end

extension Section {
    /// The JSON Schema of what was asked for.
    var schema: JSONValue {
        guard alternatives.isEmpty else { return .members(["oneOf": .array(alternatives)]) }
        var members: [JSONMember] = [.init("type", .string("object")), .init("properties", .object(keys))]
        if !required.isEmpty { members.append(.init("required", .array(required.map(JSONValue.string)))) }
        if !takesAnyKey { members.append(.init("additionalProperties", .bool(false))) }
        if !constraints.isEmpty { members.append(.init("allOf", .array(constraints))) }
        return .object(members)
    }

    /// Reports the keys that nobody asked for and hands the problems back.
    mutating func finish(_ reading: inout Reading) {
        let known = keys.map(\.name)
        if case .mapping(let mapping)? = node, !takesAnyKey {
            for (key, _) in mapping where !known.contains(key.string ?? "") { reportUnknown(key, known) }
        }
        reading = self.reading
    }

    private mutating func reportUnknown(_ node: Node, _ known: [String]) {
        let name = node.string ?? ""
        guard !name.isStandIn else { return }
        let hint = name.suggestion(from: known, called: "the keys here are")
        reading.report("unknown key", at: node, key(name), hint: hint)
    }
}
