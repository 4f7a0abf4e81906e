import Yams

/// One entry of `sources:`, before it is known how many sources it stands for.
struct SourceFan: Sendable {
    /// Everything but the account; its name may hold `{account}`.
    var template: SourceConfiguration
    var accounts: AccountSelection
}

extension SourceFan {
    /// One source for each of its accounts.
    func sources(_ node: Node, _ path: String, _ reading: inout Reading) -> [SourceConfiguration] {
        let problems = reading.problems.count
        let sources = accounts.names(&reading).map { account in
            var source = template
            (source.account, source.name) = (account, name(for: account))
            return source
        }
        let place = node.mapping?["name"] ?? node
        for source in sources {
            let isGood = Self.isName(source.name)
            if !isGood {
                reading.report(
                    "\(source.name.quoted) is too long for a name", at: place, "\(path).name",
                    hint: "for account \(source.account)")
            }
            guard isGood, reading.declare(.source, source.name, at: place, "\(path).name") else { break }
        }
        if accounts.isOpen, reading.problems.count == problems {
            reading.fanned.append(.init(.source, path, node.place, sources.map(\.name)))
        }
        return sources
    }

    /// A name stays the same when accounts come and go: what is known of the source is kept under it.
    private func name(for account: String) -> String {
        guard accounts.isOpen || template.name.contains("{") else { return template.name }
        let text = PlaceholderText(template.name)
        return text.names.isEmpty ? "\(template.name)@\(account)" : text.filled { _ in account }
    }

    private static func isName(_ text: String) -> Bool { (1...longestName).contains(text.utf8.count) }

    /// Room for a name, `@` and another.
    private static let longestName = 127
}

extension Shape where Value == [SourceConfiguration] {
    /// `sources:`; to be read after the accounts, which it chooses among.
    static var sources: Shape {
        let entry = Shape<SourceFan>.source
        let list = Shape<[SourceFan]>.list(of: entry, count: 1...Configuration.maximumSources)
        return Shape(placeholder: [], schema: list.schema) { node, path, reading in
            guard case .sequence(let entries) = node, (1...Configuration.maximumSources).contains(entries.count) else {
                return list.read(node, path, &reading).map { _ in [] }
            }
            var sources: [SourceConfiguration] = []
            for (index, element) in entries.enumerated() {
                let path = "\(path)[\(index)]"
                guard let fan = entry.read(element, path, &reading) else { continue }
                sources += fan.sources(element, path, &reading)
                guard sources.count <= Configuration.maximumSources else {
                    reading.report(
                        "there are more than \(Configuration.maximumSources) sources from here on", at: element, path,
                        hint: "an entry makes one for each of its accounts")
                    return nil
                }
            }
            return sources
        }
    }
}
