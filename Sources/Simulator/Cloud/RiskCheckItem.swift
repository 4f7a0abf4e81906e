import BridgeCore

/// A check item of Security Center's configuration assessment, as its documentation lists it.
package struct RiskCheckItem: Sendable, Equatable {
    /// What the item belongs to; the raw value is the API's `GroupId`.
    package enum Group: Int, Sendable {
        case identity = 1
        case networkAccess, logAudit, dataSecurity, monitoring, basicProtection
    }

    package var id: Int
    package var group: Group
    /// `high`, `medium` or `low`.
    package var level: String
    /// What it checks: `RAM`, `ECS`, `OSS`…
    package var asset: String
    package var title: Localized
    /// What it looks for, in one sentence.
    package var purpose: String

    init(
        _ id: Int, _ group: Group, _ level: String, _ asset: String, _ english: String, _ chinese: String,
        _ purpose: String
    ) {
        (self.id, self.group, self.level, self.asset) = (id, group, level, asset)
        title = Localized(english: english, chinese: chinese)
        self.purpose = purpose
    }
}

/// A text in the two languages that the vendor's `Lang` parameter knows.
package struct Localized: Sendable, Equatable {
    package var english: String
    package var chinese: String

    /// The text for a value of `Lang`; Chinese is the vendor's default.
    func callAsFunction(_ lang: Language) -> String {
        switch lang {
        case .chinese: chinese
        case .english: english
        }
    }
}

extension RiskCheckItem.Group {
    var name: Localized {
        switch self {
        case .identity: Localized(english: "Identity authentication and permissions", chinese: "身份认证及权限")
        case .networkAccess: Localized(english: "Network access control", chinese: "网络访问控制")
        case .logAudit: Localized(english: "Log audit", chinese: "日志审计")
        case .dataSecurity: Localized(english: "Data security", chinese: "数据安全")
        case .monitoring: Localized(english: "Monitoring and alerting", chinese: "监控告警")
        case .basicProtection: Localized(english: "Basic security protection", chinese: "基础安全防护")
        }
    }
}
