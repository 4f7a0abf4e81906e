/// One thing that is wrong with a configuration: where, what, and what to do. It never holds a secret value.
struct ConfigurationProblem: Sendable, Equatable {
    var file: String
    var place: Place
    /// The keys from the top to the value: `sinks[0].url`; empty where the trouble has no key.
    var path: String
    var message: String
    var hint: String?

    /// A position in the text, both counted from 1.
    struct Place: Sendable, Hashable, Comparable {
        var line: Int
        var column: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    /// `file:line:column: path.to.key: what is wrong (hint)`
    var description: String {
        let key = path.isEmpty ? "" : "\(path): "
        return "\(file):\(place.line):\(place.column): \(key)\(message)" + (hint.map { " (\($0))" } ?? "")
    }
}

/// Everything that is wrong with a configuration, in the order of the text. Exit code 78.
struct ConfigurationErrors: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file that is wrong all over is not worth more lines than this.
    static let limit = 200
    var problems: [ConfigurationProblem]

    init(_ problems: [ConfigurationProblem]) {
        // What else it consists of comes after the file that names it.
        let first = problems.first?.file
        let sorted = problems.sorted {
            ($0.file == first ? "" : $0.file, $0.place) < ($1.file == first ? "" : $1.file, $1.place)
        }
        self.problems = Array(sorted.prefix(Self.limit))
    }

    /// One line per problem.
    var description: String { problems.map(\.description).joined(separator: "\n") }
}
