import BridgeCore
import Yams

/// Which accounts an entry of `sources:` is about.
struct AccountSelection: Sendable {
    private var choices: [Choice] = []
    /// It is a list or a pattern, however many accounts that comes to today: names must not depend on it.
    private(set) var isOpen = false

    private struct Choice: Sendable {
        var kind: Kind
        /// As it may stand in a message.
        var shown: String
        var place: ConfigurationProblem.Place
        var path: String
    }

    private enum Kind: Sendable {
        case name(String)
        case pattern(Pattern)
    }

    /// - Returns: the names of the accounts, in the order in which they are declared.
    func names(_ reading: inout Reading) -> [String] {
        if case .name(let name)? = choices.first?.kind, choices.count == 1 {
            return reading.isDeclared(.account, name) ? [name] : []
        }
        let all = reading.names(of: .account)
        var chosen: Set<String> = []
        for choice in choices {
            switch choice.kind {
            // Whether it is there is asked at the end, with all other names.
            case .name(let name): chosen.insert(name)
            case .pattern(let pattern):
                let matching = all.filter(pattern.matches)
                chosen.formUnion(matching)
                guard matching.isEmpty else { continue }
                let hint = all.isEmpty ? nil : "there are \(all.prefix(20).joined(separator: ", "))"
                reading.report("\(choice.shown) matches no account", at: choice.place, choice.path, hint: hint)
            }
        }
        return all.filter(chosen.contains)
    }
}

extension Shape where Value == AccountSelection {
    /// A name, `/regex/`, a text with `*`, or a list of them.
    static var accountSelection: Shape {
        let one = Shape(placeholder: .init(), schema: Shape<String>.text.schema) { node, path, reading in
            reading.text(node, path, "a name, a pattern or a list of them").flatMap {
                AccountSelection($0, path, &reading)
            }
        }
        let many = Shape<[AccountSelection]>.list(of: one, count: 1...1000).map(AccountSelection.init(all:))
        return either(one, or: many)
    }
}

extension AccountSelection {
    fileprivate init?(_ scalar: ScalarText, _ path: String, _ reading: inout Reading) {
        do throws(PatternError) {
            let kind = try Self.kind(of: scalar.text)
            choices = [.init(kind: kind, shown: scalar.quoted, place: scalar.node.place, path: path)]
            if case .name = kind { reading.refer(to: .account, scalar, path) } else { isOpen = true }
        } catch {
            reading.report(error.description, at: scalar.node, path)
            return nil
        }
    }

    fileprivate init(all selections: [AccountSelection]) {
        choices = selections.flatMap(\.choices)
        isOpen = true
    }

    /// No name holds a `*`, so that there it can only be meant for any characters.
    private static func kind(of text: String) throws(PatternError) -> Kind {
        switch try Matcher.Value(text) {
        case .pattern(let pattern): return .pattern(pattern)
        case .text, .absent: break
        }
        guard text.contains("*") else { return .name(text) }
        let parts = text.split(separator: "*", omittingEmptySubsequences: false).map { part in
            part.map { $0.isLetter || $0.isNumber ? String($0) : "\\\($0)" }.joined()
        }
        return .pattern(try Pattern(parts.joined(separator: ".*")))
    }
}
