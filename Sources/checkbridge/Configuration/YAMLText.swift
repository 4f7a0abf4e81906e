import Yams

/// A YAML text and what is wrong with it as YAML.
struct YAMLText {
    /// The most that is read, in bytes: room for as many accounts and sources as there may be. Aliases count as often as they are used.
    static let maximumSize = 4 << 20
    static let maximumNodes = 500_000
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
        reportTwins(in: root, "", renamed)
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
            report("a key is given twice", at: context.mark)
        } catch {
            report(error, in: source)
        }
        return nil
    }

    private mutating func reportTwins(in node: Node, _ path: String, _ renamed: [RenamedKey]) {
        guard !renamed.isEmpty else { return }
        switch node {
        case .mapping(let mapping): reportTwins(in: mapping, path, renamed)
        case .sequence(let sequence):
            for (index, element) in sequence.enumerated() { reportTwins(in: element, "\(path)[\(index)]", renamed) }
        case .scalar, .alias: break
        }
    }

    private mutating func reportTwins(in mapping: Node.Mapping, _ path: String, _ renamed: [RenamedKey]) {
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let name = renamed.first { $0.place == key.place }?.name ?? key.string ?? ""
            if let line = lines[name] {
                let path = path.appending(key: name)
                report("the key is given twice", at: key.mark, path, hint: "first on line \(line)")
            }
            lines[name] = lines[name] ?? key.place.line
            reportTwins(in: value, path.appending(key: name), renamed)
        }
    }

    private mutating func refuse(_ message: String) {
        root = nil
        report(message, at: nil)
    }

    /// Only the parser's own words: its description would quote the text, which may hold secrets.
    private mutating func report(_ error: any Error, in source: String) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            report("this is no YAML: \(problem)", at: mark, hint: hint(for: mark, in: source))
        case YamlError.reader(let problem, _, _, _): report("this is no YAML: \(problem)", at: nil)
        default: report("this is no YAML", at: nil)
        }
    }

    private mutating func report(_ message: String, at mark: Mark?, _ path: String = "", hint: String? = nil) {
        let place = mark.map(Place.init) ?? Place(line: 1, column: 1)
        problems.append(.init(file: file, place: place, path: path, message: message, hint: hint))
    }

    private func hint(for mark: Mark, in source: String) -> String? {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1), lines[mark.line - 1].contains("${") else { return nil }
        return "within { } and [ ], put a text with ${...} in quotes"
    }

    typealias Place = ConfigurationProblem.Place
}

extension ConfigurationProblem.Place {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}

extension String {
    /// A path with one key more. What does not look like a key may be a misplaced secret.
    func appending(key: String) -> String {
        let isKey = (1...40).contains(key.utf8.count) && key.utf8.allSatisfy(\.isOfKeys)
        let shown = isKey ? key : "***"
        return isEmpty ? shown : "\(self).\(shown)"
    }
}

extension UInt8 {
    /// A letter, a digit, `_`, `.` or `-`.
    fileprivate var isOfKeys: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: [UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-")].contains(self)
        }
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
