import BridgeCore
import Yams

extension Shape where Value == Route {
    /// The root takes everything, so it cannot choose, and it must say where to.
    static var root: Shape {
        mapping { section in
            let sinks = section.required(
                "sinks", .sinkNames, "Where everything goes that no route takes; [] is nowhere")
            return Route(
                sinks: sinks,
                routes: section.value("routes", .routes, default: [], "The first that matches takes the event"))
        }
    }

    /// A route below the root.
    static var route: Shape {
        mapping { section in
            Route(
                matching: section.value(
                    "match", .matcher, default: Matcher(), "What the route takes; all fields must match"),
                sinks: section.optional("sinks", .sinkNames, "Where it goes; otherwise where the route above sends it"),
                continues: section.value("continue", .truth, default: false, "Ask the routes after this one too"),
                routes: section.value("routes", .routes, default: [], "The first that matches takes the event"))
        }
    }
}

extension Shape where Value == [Route] {
    fileprivate static var routes: Shape { list(of: Shape<Route>.route.named("route")) }
}

extension Shape where Value == [String] {
    fileprivate static var sinkNames: Shape {
        list(of: .reference(to: .sink), count: 0...100)
    }
}

extension Shape where Value == Matcher {
    fileprivate static var matcher: Shape {
        mapping { section in
            var conditions: [RouteField: [Matcher.Value]] = [:]
            for field in RouteField.allCases {
                conditions[field] = section.optional(
                    field.rawValue, .condition(on: field), "A value, a list (any of), or /regex/")
            }
            return Matcher(conditions)
        }
    }
}

extension Shape where Value == [Matcher.Value] {
    fileprivate static func condition(on field: RouteField) -> Shape {
        let value = Shape<Matcher.Value>.value(of: field)
        let list = list(of: value, count: 1...100)
        return either(value.map { [$0] }, or: list)
    }
}

extension Shape where Value == Matcher.Value {
    fileprivate static func value(of field: RouteField) -> Shape {
        Shape(
            placeholder: .absent,
            schema: {
                .members(["type": .array(["string", "number", "boolean", "null"].map(JSONValue.string))])
            }
        ) { node, path, reading in
            if node.kindName == "nothing" { return .absent }
            guard let scalar = reading.scalar(node, path, "a value, a list of values or /regex/") else { return nil }
            return read(scalar, field, path, &reading)
        }
    }

    private static func read(
        _ scalar: ScalarText, _ field: RouteField, _ path: String, _ reading: inout Reading
    ) -> Matcher.Value? {
        do throws(PatternError) {
            let value = try Matcher.Value(scalar.text)
            if case .text(let word) = value { check(word, scalar, field, path, &reading) }
            return value
        } catch {
            reading.report(error.description, at: scalar.node, path)
            return nil
        }
    }

    /// A word that can never match is a mistake.
    private static func check(
        _ word: String, _ scalar: ScalarText, _ field: RouteField, _ path: String, _ reading: inout Reading
    ) {
        switch field {
        case .account: reading.refer(to: .account, scalar, path)
        case .source: reading.refer(to: .source, scalar, path)
        default:
            guard let words = field.words, !words.contains(word) else { return }
            let message = "\(scalar.quoted) is never the \(field.rawValue) of an event"
            reading.report(message, at: scalar.node, path, hint: field.hint(for: word, words))
        }
    }
}

extension RouteField {
    /// People leave out what all types begin with.
    fileprivate func hint(for word: String, _ words: [String]) -> String? {
        words.first { $0.hasSuffix(".\(word)") }.map { "did you mean \"\($0)\"?" } ?? word.suggestion(from: words)
    }

    /// Everything that the field can be; `nil` if that is not ours to say.
    fileprivate var words: [String]? {
        switch self {
        case .kind: FindingKind.allCases.map(\.rawValue)
        case .severity: Severity.allCases.map(\.rawValue)
        case .transition: Transition.allCases.map(\.rawValue)
        case .new: ["true", "false"]
        case .state: FindingState.allCases.map(\.rawValue)
        case .type: EventType.all.map(\.name)
        case .account, .source, .from, .to, .category, .assetType, .id, .title: nil
        }
    }
}
