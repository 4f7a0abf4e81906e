import BridgeCore
import Yams

/// What a value of the configuration looks like: how to read it, and how to say so in JSON Schema.
///
/// Both come from one declaration, so that editors and the loader cannot disagree.
struct Shape<Value: Sendable>: Sendable {
    /// Stands in for a value that could not be read. It gets nowhere: a reading with problems ends in an error.
    let placeholder: @Sendable () -> Value
    let schema: @Sendable () -> JSONValue
    /// Reports what is wrong and returns `nil` then.
    let read: @Sendable (Node, _ path: String, inout Reading) -> Value?
    /// How a default is shown in the schema.
    let show: @Sendable (Value) -> JSONValue?

    init(
        placeholder: @autoclosure @escaping @Sendable () -> Value, schema: @escaping @Sendable () -> JSONValue,
        show: @escaping @Sendable (Value) -> JSONValue? = { _ in nil },
        read: @escaping @Sendable (Node, _ path: String, inout Reading) -> Value?
    ) {
        (self.placeholder, self.schema, self.show, self.read) = (placeholder, schema, show, read)
    }

    func map<Other: Sendable>(_ transform: @escaping @Sendable (Value) -> Other) -> Shape<Other> {
        Shape<Other>(placeholder: transform(placeholder()), schema: schema) { node, path, reading in
            read(node, path, &reading).map(transform)
        }
    }
}

extension Shape {
    /// A list, each element of that shape.
    static func list<Element: Sendable>(
        of shape: Shape<Element>, count range: ClosedRange<Int> = 0...1000
    ) -> Shape<[Element]> where Value == [Element] {
        Shape<[Element]>(
            placeholder: [],
            schema: {
                .members([
                    "type": .string("array"), "items": shape.schema(),
                    "minItems": .number("\(range.lowerBound)"), "maxItems": .number("\(range.upperBound)"),
                ])
            }
        ) { node, path, reading in
            guard case .sequence(let sequence) = node else {
                reading.report("must be a list, but is \(node.kindName)", at: node, path, hint: "as in [a, b]")
                return nil
            }
            if let objection = objection(to: sequence.count, range) { reading.report(objection, at: node, path) }
            return sequence.prefix(range.upperBound).enumerated().compactMap { index, element in
                shape.read(element, "\(path)[\(index)]", &reading)
            }
        }
    }

    private static func objection(to count: Int, _ range: ClosedRange<Int>) -> String? {
        if count < range.lowerBound { return "must not be empty" }
        return count > range.upperBound ? "has \(count) entries, but at most \(range.upperBound) are possible" : nil
    }

    /// A mapping with the keys that `read` asks its section for, and no others.
    static func mapping(_ read: @escaping @Sendable (inout Section) -> Value) -> Shape {
        let blank: @Sendable () -> (section: Section, value: Value) = {
            var section = Section()
            let value = read(&section)
            return (section, value)
        }
        return Shape(
            placeholder: blank().value, schema: { blank().section.schema }
        ) { node, path, reading in
            guard case .mapping(let mapping) = node else {
                reading.report("must be a mapping, but is \(node.kindName)", at: node, path)
                return nil
            }
            var section = Section(reading: mapping, node, path, reading.moved())
            let value = read(&section)
            section.finish(&reading)
            return value
        }
    }

    /// A scalar or something with parts; `scalar` is tried for the one, `other` for the rest.
    static func either(_ scalar: Shape, or other: Shape) -> Shape {
        Shape(
            placeholder: scalar.placeholder(),
            schema: { .members(["anyOf": .array([scalar.schema(), other.schema()])]) }
        ) { node, path, reading in
            if case .scalar = node { return scalar.read(node, path, &reading) }
            return other.read(node, path, &reading)
        }
    }

    /// The same, but the schema only refers to it by name: a route holds routes, so it cannot be written out.
    func named(_ name: String) -> Shape {
        Shape(
            placeholder: placeholder(), schema: { .members(["$ref": .string("#/$defs/\(name)")]) }, show: show,
            read: read)
    }
}

extension JSONValue {
    static func members(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(pairs.map { JSONMember($0.key, $0.value) })
    }
}
