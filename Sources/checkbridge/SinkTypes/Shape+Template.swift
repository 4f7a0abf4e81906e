import BridgeCore
import Sinks
import Yams

extension Shape where Value == TextTemplate {
    /// What follows the URL of a sink. A placeholder is encoded, so that nothing in it separates.
    static func path(without excluded: Set<TicketPlaceholder.Word>) -> Shape {
        Shape(
            placeholder: .empty, schema: { .members(["type": .string("string"), "minLength": .number("1")]) }
        ) { node, path, reading in
            guard let scalar = reading.text(node, path, "a path"),
                let template = reading.template(scalar, path, without: excluded)
            else { return nil }
            guard let objection = objection(to: template) else { return template }
            reading.report(objection, at: node, path, hint: "as in /tickets or ?page=1")
            return nil
        }
    }

    private static func objection(to template: TextTemplate) -> String? {
        guard let first = template.writing.first?.first, template.beginsWithWriting, "/?".contains(first) else {
            return "must begin with / or ?"
        }
        let isLegal = template.writing.allSatisfy { text in
            text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"#<>\\^`{|}".utf8.contains($0) }
        }
        return isLegal ? nil : "has characters that a URL must encode"
    }
}

extension Shape where Value == JSONTemplate {
    /// JSON whose texts are templates.
    static func body(without excluded: Set<TicketPlaceholder.Word>) -> Shape {
        Shape(placeholder: .fixed(.null), schema: { .members(["type": .string("object")]) }) { node, path, reading in
            guard case .mapping = node else {
                reading.report("must be a mapping, but is \(node.kindName)", at: node, path)
                return nil
            }
            return reading.json(node, path, without: excluded)
        }
    }
}

extension Reading {
    fileprivate mutating func json(
        _ node: Node, _ path: String, without excluded: Set<TicketPlaceholder.Word>
    ) -> JSONTemplate? {
        switch node {
        case .mapping(let mapping):
            return .object(
                mapping.compactMap { key, value in
                    let name = key.string ?? ""
                    return json(value, path.appending(key: name), without: excluded).map { .init(name, $0) }
                })
        case .sequence(let sequence):
            return .array(sequence.enumerated().compactMap { json($1, "\(path)[\($0)]", without: excluded) })
        case .scalar(let scalar) where scalar.isNull: return .fixed(.null)
        case .scalar: return json(scalar: node, path, without: excluded)
        case .alias: return nil
        }
    }

    private mutating func json(
        scalar node: Node, _ path: String, without excluded: Set<TicketPlaceholder.Word>
    ) -> JSONTemplate? {
        guard let value = json(scalar: node, path) else { return nil }
        guard case .string = value, let scalar = scalar(node, path, "a value") else { return .fixed(value) }
        return template(scalar, path, without: excluded).map(JSONTemplate.text)
    }

    /// Reports what is wrong with its placeholders.
    fileprivate mutating func template(
        _ scalar: ScalarText, _ path: String, without excluded: Set<TicketPlaceholder.Word>
    ) -> TextTemplate? {
        let known = TicketPlaceholder.Word.allCases.filter { !excluded.contains($0) }.map(\.rawValue)
        do throws(TemplateError) {
            let template = try TextTemplate(scalar.text, isConfidential: scalar.isConfidential)
            guard let unknown = template.words.first(where: excluded.contains) else { return template }
            report(
                "{\(unknown.rawValue)} is not known yet", at: scalar.node, path,
                hint: "here are \(known.joined(separator: ", "))")
        } catch {
            report(error.message(on: scalar), at: scalar.node, path, hint: error.hint(known, scalar))
        }
        return nil
    }
}

extension TemplateError {
    fileprivate func message(on scalar: ScalarText) -> String {
        switch self {
        case .brace: "has a brace that belongs to no placeholder"
        case .unknown(let name):
            scalar.isConfidential ? "has an unknown placeholder" : "{\(name)} is not known".harmless
        }
    }

    fileprivate func hint(_ known: [String], _ scalar: ScalarText) -> String? {
        switch self {
        case .unknown(let name) where !scalar.isConfidential && !name.hasPrefix("/"):
            name.suggestion(from: known, called: "write {{ and }} for braces; there are")
        case .unknown: "a place within the event is {/data/account}; write {{ and }} for braces"
        case .brace: "write {{ and }} for braces"
        }
    }
}

extension String {
    /// Itself, unless it could be more than the name of a placeholder.
    fileprivate var harmless: String { count <= 60 && !contains("://") ? self : "has an unknown placeholder" }
}
