import Yams

/// One entry of `accounts:` that stands for many: its texts hold placeholders, and rows say what takes their place.
struct AccountFan {
    private let node: Node
    private let path: String
    private let template: [(key: Node, value: NodeTemplate)]
    private let mapping: Node.Mapping

    private static let rowKeys = ["each", "each_file"]
    /// What a row may say of its account without a placeholder.
    private static let ownKeys = ["name", "id", "region", "qps"]

    /// `nil` for an entry that is one account.
    init?(_ node: Node, _ path: String) {
        guard case .mapping(let mapping) = node, Self.rowKeys.contains(where: { mapping[$0] != nil }) else {
            return nil
        }
        self.node = node
        self.path = path
        self.mapping = mapping
        template = mapping.filter { !Self.rowKeys.contains($0.key.string ?? "") }
            .map { ($0.key, NodeTemplate($0.value)) }
    }

    /// The accounts that it stands for, `limit` at most: what comes after is not looked at.
    func accounts(_ limit: Int, _ reading: inout Reading) -> [AccountConfiguration] {
        let problems = reading.problems.count
        guard let rows = rows(&reading) else { return [] }
        reportUnused(in: rows, &reading)
        let shape = Shape<AccountConfiguration>.account
        var seen: Set<ConfigurationProblem.Place> = []
        var accounts: [AccountConfiguration] = []
        for row in rows.prefix(limit) {
            let start = reading.problems.count
            reading.origin = row.place
            reportUnknown(in: row, &reading)
            let account = shape.read(filled(row), path, &reading)
            attribute(from: start, row, &seen, &reading)
            if let account { accounts.append(account) }
        }
        reading.origin = nil
        if reading.problems.count == problems {
            reading.fanned.append(.init(.account, path, node.place, accounts.map(\.name)))
        }
        return accounts
    }

    private func rows(_ reading: inout Reading) -> [AccountRow]? {
        let reader = AccountRowReader(path: path)
        guard let list = mapping["each"] else {
            return mapping["each_file"].flatMap { reader.rows(inFile: $0, &reading) }
        }
        if let file = mapping["each_file"] {
            reading.report(
                "cannot be combined with \"each\"", at: file, "\(path).each_file", hint: "give only one of them")
        }
        return reader.rows(in: list, &reading)
    }

    /// The entry as it would be written for this row alone.
    private func filled(_ row: AccountRow) -> Node {
        var pairs = template.map { ($0.key, $0.value.filled { row.cells[$0]?.text }) }
        for key in given(by: row) {
            guard let cell = row.cells[key] else { continue }
            pairs.removeAll { $0.0.string == key }
            pairs.append((.filled(key, cell.mark), .filled(cell.text, cell.mark)))
        }
        return .mapping(.init(pairs, mapping.tag, mapping.style, mapping.mark))
    }

    /// The keys of the account whose value is the row's: where the entry has a placeholder, it says how to use the row.
    private func given(by row: AccountRow) -> [String] {
        Self.ownKeys.filter { key in
            guard row.cells[key] != nil else { return false }
            return template.first { $0.key.string == key }?.value.placeholders.isEmpty ?? true
        }
    }
}

// MARK: - What is wrong with it

extension AccountFan {
    private var placeholders: [(name: String, node: Node)] { template.flatMap(\.value.placeholders) }

    private func reportUnknown(in row: AccountRow, _ reading: inout Reading) {
        for (name, node) in placeholders where row.cells[name] == nil {
            let hint = name.suggestion(from: row.cells.keys.sorted(), called: "it has")
            reading.report("there is no value for {\(name)}", at: node, path, hint: hint)
        }
    }

    /// A key of a list that nothing uses is a mistake; a table may have been made for other purposes too.
    private func reportUnused(in rows: [AccountRow], _ reading: inout Reading) {
        let known = Self.ownKeys + placeholders.map(\.name)
        for row in rows where !row.path.isEmpty {
            for (key, cell) in row.cells.sorted(by: { $0.value.place < $1.value.place }) where !known.contains(key) {
                let hint = key.nearest(of: known).map { "did you mean \"\($0)\"?" } ?? "no text holds {\(key)}"
                reading.problems.append(
                    .init(
                        file: row.file, place: cell.keyPlace ?? cell.place, path: row.path.appending(key: key),
                        message: "unknown key",
                        hint: hint))
            }
        }
    }

    /// Says of each problem which row has it, and of one that many rows have only the first time.
    private func attribute(
        from start: Int, _ row: AccountRow, _ seen: inout Set<ConfigurationProblem.Place>, _ reading: inout Reading
    ) {
        let given = given(by: row)
        let problems = reading.problems[start...].compactMap { problem -> ConfigurationProblem? in
            var problem = problem
            if let key = given.first(where: { problem.path == "\(path).\($0)" }), let cell = row.cells[key] {
                (problem.file, problem.place) = (row.file, cell.place)
                problem.path = row.path.appending(key: key)
                return problem
            }
            guard seen.insert(problem.place).inserted else { return nil }
            problem.hint = [problem.hint, "for \(row.name)"].compactMap(\.self).joined(separator: "; ")
            return problem
        }
        reading.problems.replaceSubrange(start..., with: problems)
    }
}

extension Shape where Value == [AccountConfiguration] {
    /// `accounts:`; an entry with `each` or `each_file` stands for many.
    static var accounts: Shape {
        let entry = Shape<AccountConfiguration>.account
        let list = list(of: entry, count: 1...Configuration.maximumAccounts)
        return Shape(placeholder: [], schema: list.schema) { node, path, reading in
            guard case .sequence(let entries) = node, !entries.isEmpty else { return list.read(node, path, &reading) }
            var accounts: [AccountConfiguration] = []
            for (index, element) in entries.enumerated() {
                let room = Configuration.maximumAccounts + 1 - accounts.count
                let path = "\(path)[\(index)]"
                if let fan = AccountFan(element, path) {
                    accounts += fan.accounts(room, &reading)
                } else if let account = entry.read(element, path, &reading) {
                    accounts.append(account)
                }
                guard accounts.count <= Configuration.maximumAccounts else {
                    reading.report(
                        "there are more than \(Configuration.maximumAccounts) accounts from here on", at: element, path)
                    return nil
                }
            }
            return accounts
        }
    }
}
