extension DoctorReport {
    /// The report for people: a line for each check, what to do under those that ask for it, and a summary.
    var lines: [String] {
        sections.flatMap(\.lines) + [summary]
    }

    /// The last line.
    var summary: String {
        let counts = [
            (count(.failed), "failed"), (count(.warning), "with a warning"), (count(.ok), "ok"),
            (count(.skipped), "not asked"),
        ]
        let told = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let verdict = isHealthy ? "checkbridge would work as configured" : "checkbridge would NOT work as it is"
        return "\(verdict): \(told)"
    }
}

extension DoctorReport.Section {
    private static let noteIndent = String(repeating: " ", count: 8) + "- "
    private static let adviceIndent = String(repeating: " ", count: 8) + "-> "

    fileprivate var lines: [String] {
        let remark = remark.isEmpty ? "" : " (\(remark))"
        let title = kind == .configuration || kind == .state || kind == .listen ? "\(kind.rawValue):" : kind.rawValue
        let width = checks.map { $0.label.count }.max() ?? 0
        return ["\(title) \(name)\(remark)"] + checks.flatMap { lines(of: $0, width) } + [""]
    }

    private func lines(of check: Check, _ width: Int) -> [String] {
        let line = "  \(check.verdict.word.padded(to: 4))  \(check.label.padded(to: width))  \(check.message)"
        return [line] + check.notes.map { Self.noteIndent + $0 } + (check.advice.map { [Self.adviceIndent + $0] } ?? [])
    }
}

extension Check {
    fileprivate var label: String { subject ?? name.rawValue }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
