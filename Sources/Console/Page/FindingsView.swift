import BridgeCore

/// The list of findings as its template names it.
struct FindingsView {
    let title: String
    let summary: String
    let filters: [Filter]
    let isFiltered: Bool
    let hasEntries: Bool
    let entries: [EntryView]
    let empty: String
    let hasPlace: Bool
    let firstLink: String
    let nextLink: String?

    /// A property by which findings are chosen.
    struct Filter {
        let name: String
        let label: String
        let options: [Option]
    }

    struct Option {
        let value: String
        let word: String
        let isChosen: Bool
    }

    /// - Parameters:
    ///   - query: what was asked for: names of ``filters`` and `after`.
    ///   - next: where the next page begins; `nil` if this is the last.
    init(
        _ items: [[UInt8]], next: String?, _ query: [(name: String, value: String)], sources: [String],
        at now: Timestamp, _ word: Wording
    ) {
        let chosen = query.filter { $0.name != "after" && $0.name != "lang" && !$0.value.isEmpty }
        filters = Self.all(sources, word).map { name, label, options in
            let value = chosen.last { $0.name == name }?.value
            return Filter(
                name: name, label: label,
                options: options.map { Option(value: $0, word: $1, isChosen: $0 == value) })
        }
        isFiltered = !chosen.isEmpty
        entries = items.compactMap { EntryView($0, showsState: true, seenAt: now, word) }
        hasEntries = !entries.isEmpty
        hasPlace = query.contains { $0.name == "after" }
        firstLink = Visitor.target("/findings", chosen)
        nextLink = next.map { Visitor.target("/findings", chosen + [("after", $0)]) }
        let count = word(entries.count == 1 ? "1 finding" : "\(entries.count) findings", "\(entries.count) 项风险")
        summary = nextLink == nil && !hasPlace ? count : word("\(count) on this page", "本页 \(count)")
        empty =
            nextLink == nil
            ? word("No finding is like that.", "没有符合条件的风险。")
            : word("None among those looked at so far; there are more to look at.", "已查看的部分中没有，仍有更多未查看。")
        title = word("Findings – checkbridge", "风险列表 – checkbridge")
    }

    private typealias Choice = (name: String, label: String, options: [(String, String)])

    private static func all(_ sources: [String], _ word: Wording) -> [Choice] {
        [
            (
                "state", word("State", "状态"),
                FindingListing.State.allCases.map { ($0.rawValue, word.standing($0.rawValue)) }
            ),
            ("severity", word("Severity", "风险等级"), Severity.allCases.map { ($0.rawValue, word.severity($0)) }),
            ("kind", word("Kind", "类型"), FindingKind.allCases.map { ($0.rawValue, word.kind($0)) }),
            // A browser is not to be sent a list of thousands.
            ("source", word("Source", "数据源"), sources.prefix(200).map { ($0, $0) }),
        ]
    }
}
