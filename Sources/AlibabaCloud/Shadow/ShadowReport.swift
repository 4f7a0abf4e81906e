import BridgeCore

/// What is told of a source's shadow: how the two APIs agree, or why that cannot be said.
package enum ShadowReport: Sendable, Equatable {
    /// - obstacles: why an answer may lack something, so that a check which only one of the two has means little.
    case compared(ShadowComparison, obstacles: [String])
    /// The other API gave no answer; `code` is the vendor's.
    case unreadable(code: String, advice: String)

    /// So many examples of each kind are told, however many there are.
    private static let examples = 5
    private static let maximumTitleBytes = 80

    /// A line for each thing worth telling, the summary first: at most twenty short lines.
    /// - Parameters:
    ///   - own: the API that causes the events.
    ///   - other: the API beside it.
    func lines(own: Action, other: Action) -> [String] {
        switch self {
        case .unreadable(let code, let advice):
            ["shadow: \(other.rawValue) cannot be compared with: \(code). \(advice)"]
        case .compared(let comparison, let obstacles):
            [Self.summary(comparison, own, other)] + obstacles.map { "shadow: an answer may lack something: \($0)" }
                + Self.differences(comparison, other)
                + Self.unpaired(comparison.onlyOwn, "only \(own.rawValue) has")
                + Self.unpaired(comparison.onlyOther, "only \(other.rawValue) has")
        }
    }

    private static func summary(_ comparison: ShadowComparison, _ own: Action, _ other: Action) -> String {
        let differing = Set(comparison.differences.map(\.title)).count
        let verdict =
            differing == 0 ? "agree on all \(comparison.pairs)" : "differ on \(differing) of \(comparison.pairs)"
        return "shadow: \(own.rawValue) and \(other.rawValue) \(verdict) checks that both have "
            + "(\(comparison.sameNumber) of them under the same number); "
            + "only the one has \(comparison.onlyOwn.count) more, only the other \(comparison.onlyOther.count)"
    }

    private static func differences(_ comparison: ShadowComparison, _ other: Action) -> [String] {
        let lines = comparison.differences.prefix(examples).map {
            "shadow: \(short($0.title)): \($0.field) \($0.own), but \($0.other) in \(other.rawValue)"
        }
        return lines + more(comparison.differences.count, "points of difference")
    }

    private static func unpaired(_ titles: [String], _ who: String) -> [String] {
        guard !titles.isEmpty else { return [] }
        let named = titles.prefix(examples).map(short).joined(separator: "; ")
        return ["shadow: \(who): \(named)\(titles.count > examples ? " and \(titles.count - examples) more" : "")"]
    }

    private static func more(_ count: Int, _ what: String) -> [String] {
        count > examples ? ["shadow: and \(count - examples) more \(what)"] : []
    }

    private static func short(_ title: String) -> String {
        title.isEmpty ? "(no title)" : title.onOneLine.fitted(to: maximumTitleBytes, in: .utf8)
    }
}
