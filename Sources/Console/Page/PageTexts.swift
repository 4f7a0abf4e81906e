import BridgeCore

/// The page's texts that depend on numbers or states; all others stand in the templates.
extension Wording {
    /// - Parameter isCoarse: whether the largest unit is enough.
    func ago(_ duration: Duration, coarsely isCoarse: Bool = false) -> String {
        guard duration >= .seconds(1) else { return self("just now", "刚刚") }
        let whole = span(duration)
        let text = isCoarse ? whole.split(separator: " ").prefix(2).joined(separator: " ") : whole
        return self("\(text) ago", "\(text)前")
    }

    func standing(_ state: String) -> String {
        switch state {
        case "open": self("open", "未关闭")
        case "resolved": self("resolved", "已修复")
        case "suppressed": self("suppressed", "已忽略")
        case "gone": self("no longer reported", "不再上报")
        case "transient": self("being checked", "检查中")
        default: self("unknown status", "未知状态")
        }
    }

    func kind(_ kind: FindingKind) -> String {
        switch kind {
        case .riskCheck: self("Security Center", "云安全中心")
        case .aclCheck: self("Cloud Firewall", "云防火墙")
        }
    }

    func assets(_ count: Int64) -> String { self(count == 1 ? "1 asset" : "\(count) assets", "\(count) 个资产") }

    func openUrgent(_ count: Int) -> String {
        switch count {
        case 0: self("No high-risk finding is open", "没有未关闭的高危风险")
        case 1: self("1 high-risk finding is open", "1 项高危风险未关闭")
        default: self("\(count) high-risk findings are open", "\(count) 项高危风险未关闭")
        }
    }

    func letters(_ count: Int) -> String {
        self(count == 1 ? "1 dead letter" : "\(count) dead letters", "\(count) 条死信")
    }

    func replayed(_ count: Int) -> String {
        self(
            count == 1 ? "1 dead letter is sent again." : "\(count) dead letters are sent again.",
            "正在重新发送 \(count) 条死信。")
    }

    /// `high 1 · medium 5`, and nothing of what there is none of.
    func counts(_ tally: FindingTally) -> String {
        let parts = Severity.allCases.filter { tally[.open, $0] > 0 }.map { "\(severity($0)) \(tally[.open, $0])" }
        return parts.isEmpty ? self("nothing open", "无未关闭风险") : self("open: ", "未关闭：") + parts.joined(separator: " · ")
    }
}

/// How good or bad something is, as the style sheet names it.
enum Tone: String, Comparable {
    case good, aside, warn, bad

    static func < (left: Tone, right: Tone) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .good: 0
        case .aside: 1
        case .warn: 2
        case .bad: 3
        }
    }
}
