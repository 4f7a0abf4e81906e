/// The words that messages are made of, in both languages side by side.
package struct Wording: Sendable, Hashable {
    package var language: Language

    package init(language: Language) {
        self.language = language
    }

    package func callAsFunction(_ english: String, _ chinese: String) -> String { language(english, chinese) }

    package func severity(_ severity: Severity) -> String {
        switch severity {
        case .high: language("high", "高危")
        case .medium: language("medium", "中危")
        case .low: language("low", "低危")
        case .unknown: language("unrated", "未定级")
        }
    }

    /// The vendor's word for a status: as it is in English, translated in Chinese where the vendor's console does so.
    package func status(_ word: String) -> String {
        guard language == .chinese else { return word }
        return switch word {
        case "pass": "通过"
        case "failed": "未通过"
        case "ignored", "Ignored": "已忽略"
        case "falsePositive": "误报"
        case "Pending": "待处理"
        case "Processed": "已处理"
        case "vanished": "已消失"
        default: word
        }
    }

    /// The transition as a participle: "3 opened", "新增 3".
    package func transition(_ transition: Transition) -> String {
        switch transition {
        case .opened: language("opened", "新增")
        case .reopened: language("reopened", "再次出现")
        case .resolved: language("resolved", "已修复")
        case .suppressed: language("suppressed", "已忽略")
        case .severityChanged: language("changed in severity", "等级变化")
        case .affectedChanged: language("changed in extent", "影响范围变化")
        case .vanished: language("no longer reported", "不再上报")
        case .changed: language("changed in status", "状态变化")
        }
    }

    /// `3 opened` or `新增 3`
    package func count(_ number: Int, _ words: String) -> String {
        language("\(number) \(words)", "\(words) \(number)")
    }

    package func list(_ parts: [String]) -> String {
        parts.joined(separator: language(", ", "、"))
    }

    /// `title (detail)` with the brackets of the language.
    package func bracketed(_ text: String, _ detail: String?) -> String {
        guard let detail, !detail.isEmpty else { return text }
        return language("\(text) (\(detail))", "\(text)（\(detail)）")
    }

    /// The two largest units of a time span: `3 d 4 h`.
    package func span(_ duration: Duration) -> String {
        let seconds = max(0, duration.milliseconds / 1000)
        let units = [
            (seconds / 86_400, language("d", "天")), (seconds / 3600 % 24, language("h", "小时")),
            (seconds / 60 % 60, language("min", "分钟")), (seconds % 60, language("s", "秒")),
        ]
        guard let first = units.firstIndex(where: { $0.0 > 0 }) else { return "0 \(language("s", "秒"))" }
        return units[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
