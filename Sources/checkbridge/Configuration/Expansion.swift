/// The text of a scalar with `${VAR}`, `${VAR:-default}` and `$$` replaced.
///
/// This happens to values after YAML was parsed, so that nothing in the environment can become structure.
struct Expansion: Equatable {
    private(set) var text = ""
    /// Something came from the environment, so the text may be a secret wherever it stands.
    private(set) var usedEnvironment = false

    /// - Throws: what is wrong with a reference.
    init(_ raw: String, environment: [String: String]) throws(ExpansionError) {
        var rest = Substring(raw)
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            try expandReference(&rest, environment)
        }
        text += rest
    }

    private mutating func expandReference(_ rest: inout Substring, _ environment: [String: String])
        throws(ExpansionError)
    {
        switch rest.first {
        case "$":
            rest.removeFirst()
            text += "$"
        case "{":
            guard let end = rest.firstIndex(of: "}") else { throw .unclosed }
            text += try value(of: rest[rest.index(after: rest.startIndex)..<end], environment)
            usedEnvironment = true
            rest = rest[end...].dropFirst()
        default: text += "$"
        }
    }

    /// As in a shell, `:-` also stands in for a variable that is empty.
    private func value(of reference: Substring, _ environment: [String: String]) throws(ExpansionError) -> String {
        let parts = reference.split(separator: ":-", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/.asciiOnlyWordCharacters()) != nil else { throw .badName }
        if parts.count == 2 { return environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? String(parts[1]) }
        guard let value = environment[name] else { throw .undefined(name) }
        return value
    }
}

enum ExpansionError: Error, Equatable {
    case unclosed
    case badName
    case undefined(String)

    var message: String {
        switch self {
        case .unclosed: "\"${\" without \"}\""
        case .badName: "\"${...}\" does not hold the name of an environment variable"
        case .undefined(let name): "the environment variable \(name) is not set"
        }
    }

    var hint: String {
        switch self {
        case .unclosed, .badName: "write $$ for a dollar sign"
        case .undefined(let name): "set it, or give a default: ${\(name):-...}"
        }
    }
}
