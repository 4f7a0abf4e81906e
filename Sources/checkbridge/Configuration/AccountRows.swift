import BridgeCore
import Yams

/// What one of many accounts has of its own: an element of `each`, or a line of the file under `each_file`.
struct AccountRow {
    /// As it is called in messages: `accounts[0].each[3]`, or `accounts.csv:4`.
    var name: String
    /// As the start of a path in messages; empty in a table.
    var path: String
    /// The file that it stands in.
    var file: String
    var place: ConfigurationProblem.Place
    private(set) var cells: [String: Cell] = [:]

    struct Cell {
        /// As it would be written in YAML, variables included.
        var text: String
        var place: ConfigurationProblem.Place
        /// Where its key stands, in a document.
        var keyPlace: ConfigurationProblem.Place?
        var mark: Mark?
    }
}

/// Reads rows, and reports what is wrong with them.
struct AccountRowReader {
    /// `accounts[0]`
    let path: String

    /// The most that is read of a file, in bytes.
    private static let maximumSize = 1 << 20

    /// - Returns: `nil` if there is no telling what the rows are; that was reported then.
    func rows(in node: Node, _ reading: inout Reading) -> [AccountRow]? {
        rows(in: node, "\(path).each", calling: { "\(path).each[\($0)]" }, &reading)
    }

    /// - Parameter node: says which file.
    func rows(inFile node: Node, _ reading: inout Reading) -> [AccountRow]? {
        let key = "\(path).each_file"
        guard let name = Shape<String>.path.read(node, key, &reading) else { return nil }
        switch reading.open(name, Self.maximumSize) {
        case .unreadable:
            reading.report(
                "the file cannot be read", at: node, key,
                hint: "a relative path is relative to the configuration file's folder")
        case .tooLarge: reading.report("the file is larger than \(Self.maximumSize) bytes", at: node, key)
        case .text(let text): return reading.within(name) { rows(of: text, in: name, &$0) }
        }
        return nil
    }

    private func rows(of text: String, in file: String, _ reading: inout Reading) -> [AccountRow]? {
        if file.lowercased().hasSuffix(".csv") { return table(CSVText(text), file, &reading) }
        let yaml = YAMLText(text, file: file)
        reading.problems += yaml.problems
        guard let root = yaml.root, yaml.problems.isEmpty else { return nil }
        return rows(in: root, "", calling: { "\(file)[\($0)]" }, &reading)
    }

    private func table(_ csv: CSVText, _ file: String, _ reading: inout Reading) -> [AccountRow]? {
        guard let headings = csv.records.first?.fields.map(\.trimmed), csv.records.count > 1 else {
            reading.report(
                "has no line below its headings", at: .init(line: 1, column: 1), "", hint: "as in name,id,region")
            return nil
        }
        let problems = reading.problems.count
        checkForm(of: csv, headings, &reading)
        // What stands in the wrong column would be complained about once more.
        guard reading.problems.count == problems else { return nil }
        return csv.records.dropFirst().map { record in
            let place = ConfigurationProblem.Place(line: record.line, column: 1)
            var row = AccountRow(name: "\(file):\(record.line)", path: "", file: file, place: place)
            for (heading, field) in zip(headings, record.fields) {
                // A table is data: a dollar sign in it is one.
                let text = field.trimmed.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
                if !text.isEmpty { row.set(heading, .init(text: text, place: place)) }
            }
            return row
        }
    }

    private func checkForm(of csv: CSVText, _ headings: [String], _ reading: inout Reading) {
        if csv.isQuoted, let last = csv.records.last {
            reading.report(
                "a quote in this record is never closed", at: .init(line: last.line, column: 1), "",
                hint: "a quote within quotes is written twice")
        }
        for heading in Set(headings) where headings.count(where: { $0 == heading }) > 1 {
            reading.report("the heading \(heading.quoted) is there twice", at: .init(line: 1, column: 1), "")
        }
        for record in csv.records.dropFirst() where record.fields.count != headings.count {
            reading.report(
                "has \(record.fields.count) fields, but there are \(headings.count) headings",
                at: .init(line: record.line, column: 1), "", hint: "a field with a comma stands in double quotes")
        }
    }

    private func rows(
        in node: Node, _ path: String, calling name: (Int) -> String, _ reading: inout Reading
    ) -> [AccountRow]? {
        guard case .sequence(let elements) = node, !elements.isEmpty else {
            let message = node.sequence == nil ? "must be a list, but is \(node.kindName)" : "must not be empty"
            reading.report(message, at: node, path, hint: "as in [{name: team-a, id: \"1234567890123456\"}]")
            return nil
        }
        return elements.enumerated().compactMap { index, element in
            row(of: element, "\(path)[\(index)]", name(index), &reading)
        }
    }

    private func row(of node: Node, _ path: String, _ name: String, _ reading: inout Reading) -> AccountRow? {
        guard case .mapping(let mapping) = node else {
            reading.report("must be a mapping, but is \(node.kindName)", at: node, path)
            return nil
        }
        let problems = reading.problems.count
        var row = AccountRow(name: name, path: path, file: reading.file, place: node.place)
        for (key, value) in mapping {
            guard let word = key.string, PlaceholderText.isName(word) else {
                reading.report("this key cannot be a placeholder", at: key, path, hint: "letters, digits and _")
                continue
            }
            guard case .scalar(let scalar) = value, !scalar.isNull else {
                reading.report(
                    "must be a text, but is \(value.kindName)", at: value, path.appending(key: word),
                    hint: "what is not the same for all must be a text")
                continue
            }
            let cell = AccountRow.Cell(
                text: scalar.string, place: value.place, keyPlace: key.place, mark: scalar.mark)
            row.set(word, cell)
        }
        // Half a row would be complained about once more, for what it lacks.
        return reading.problems.count == problems ? row : nil
    }
}

extension AccountRow {
    fileprivate mutating func set(_ key: String, _ cell: Cell) { cells[key] = cell }
}
