import Yams

/// A YAML text and what is wrong with it as YAML.
struct YAMLText {
    /// The most that is read, in bytes; aliases count as often as they are used.
    static let maximumSize = 1 << 20
    static let maximumNodes = 100_000
    static let maximumDepth = 100

    /// `nil` if the text holds no usable document.
    private(set) var root: Node?
    private(set) var problems: [ConfigurationProblem] = []
    private let file: String

    init(_ text: String, file: String) {
        self.file = file
        parse(text)
    }

    private mutating func parse(_ text: String) {
        guard text.utf8.count <= Self.maximumSize else {
            return report("the file is larger than \(Self.maximumSize) bytes", at: nil)
        }
        var source = text
        var renamed: [RenamedKey] = []
        // Yams stops at the first key that is given twice. To see the rest too, its first appearance gets another name.
        repeat { source = compose(source, &renamed) ?? "" } while root == nil && !source.isEmpty
        guard let root else { return }
        var size = Size()
        guard size.admits(root) else { return refuse("the document is too deep or has too many values") }
        reportTwins(in: root, renamed)
    }

    /// One attempt. Returns the text to try next, if there is one.
    private mutating func compose(_ source: String, _ renamed: inout [RenamedKey]) -> String? {
        do {
            root = try Yams.compose(yaml: source)
            if root == nil { report("the file is empty", at: nil) }
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            let key = RenamedKey(name: keys.first ?? "", place: .init(context.mark), number: renamed.count)
            if let next = key.rename(in: source) {
                renamed.append(key)
                return next
            }
            report("the key \(key.name.shownAsKey) is given twice", at: context.mark)
        } catch {
            report(error)
        }
        return nil
    }

    private mutating func reportTwins(in node: Node, _ renamed: [RenamedKey]) {
        guard !renamed.isEmpty else { return }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                if let first = renamed.first(where: { $0.place == key.mark.map(Place.init) }) {
                    reportTwins(of: first, in: mapping)
                }
                reportTwins(in: value, renamed)
            }
        case .sequence(let sequence): for element in sequence { reportTwins(in: element, renamed) }
        case .scalar, .alias: break
        }
    }

    private mutating func reportTwins(of first: RenamedKey, in mapping: Node.Mapping) {
        for (key, _) in mapping where key.string == first.name {
            report(
                "the key \(first.name.shownAsKey) is given twice", at: key.mark,
                hint: "first on line \(first.place.line)")
        }
    }

    private mutating func refuse(_ message: String) {
        root = nil
        report(message, at: nil)
    }

    /// Only the parser's own words: its description would quote the text, which may hold secrets.
    private mutating func report(_ error: any Error) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            report("this is no YAML: \(problem)", at: mark)
        case YamlError.reader(let problem, _, _, _): report("this is no YAML: \(problem)", at: nil)
        default: report("this is no YAML", at: nil)
        }
    }

    private mutating func report(_ message: String, at mark: Mark?, hint: String? = nil) {
        let place = mark.map(Place.init) ?? Place(line: 1, column: 1)
        problems.append(.init(file: file, place: place, path: "", message: message, hint: hint))
    }

    typealias Place = ConfigurationProblem.Place
}

extension ConfigurationProblem.Place {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}

extension String {
    /// It was put in the place of a key that is given twice, and that has been reported.
    var isStandIn: Bool { unicodeScalars.first.map { RenamedKey.standIns.contains($0) } ?? false }

    /// A key as it may be quoted in a message: something that does not look like one may be a misplaced secret.
    var shownAsKey: String {
        wholeMatch(of: /[A-Za-z0-9_.\-]{1,40}/) == nil ? "<redacted>" : "\"\(self)\""
    }
}

/// The first of two equal keys, out of the way under a name of the same length, so that all places stay right.
private struct RenamedKey {
    static let standIns = Unicode.Scalar(0xE000 as UInt16)!...Unicode.Scalar(0xE063 as UInt16)!
    /// As it was written.
    var name: String
    var place: ConfigurationProblem.Place
    var number: Int

    /// `source` with the key's first character replaced by one for private use; `nil` if it is not found there.
    func rename(in source: String) -> String? {
        guard number < 100, let stand = Unicode.Scalar(0xE000 + UInt32(number)) else { return nil }
        var lines = source.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard lines.indices.contains(place.line - 1) else { return nil }
        let line = lines[place.line - 1].dropFirst(place.column - 1)
        let start = line.first.map { "\"'".unicodeScalars.contains($0) } == true ? line.startIndex + 1 : line.startIndex
        guard !name.isEmpty, lines[place.line - 1].dropFirst(start).starts(with: name.unicodeScalars) else {
            return nil
        }
        lines[place.line - 1][start] = stand
        return String(String.UnicodeScalarView(lines.joined(separator: ["\n"])))
    }
}

/// Counts what a document holds, each alias anew, and gives up where it is too much.
private struct Size {
    private var nodes = 0

    mutating func admits(_ node: Node, depth: Int = 0) -> Bool {
        nodes += 1
        guard nodes <= YAMLText.maximumNodes, depth <= YAMLText.maximumDepth else { return false }
        switch node {
        case .mapping(let mapping):
            for (_, value) in mapping where !admits(value, depth: depth + 1) { return false }
        case .sequence(let sequence):
            for element in sequence where !admits(element, depth: depth + 1) { return false }
        case .scalar, .alias: break
        }
        return true
    }
}
