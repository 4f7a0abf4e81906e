import BridgeCore

/// The parameters of `ListCheckResult`. `InstanceIds`, `Types`, `TaskSources` and `RegionId` are taken and change
/// nothing: no simulated check has what they ask for.
struct CheckResultQuery: Sendable {
    var lang: Language
    var page: Page
    private var checks: Set<Int>
    private var statuses: Set<String>
    private var levels: Set<String>
    private var instanceTypes: Set<String>
    private var standards: Set<Int>
    private var requirements: Set<Int>
    private var vendors: Set<String>
    private var checkTypes: Set<String>
    private var operations: Set<String>
    private var key: String?
    private var isCustom: Bool?
    private var order: String?

    /// The vendor's own maximum.
    private static let maximumPage = 100

    init(_ parameters: Parameters, _ quirk: Page.Quirk) throws(VendorError) {
        lang = try parameters.lang
        page = Page(
            number: try parameters.integer("CurrentPage", in: 1...Int.max) ?? 1,
            size: try parameters.integer("PageSize", in: 1...Self.maximumPage) ?? 20, quirk: quirk)
        checks = Set(try parameters.integers("CheckIds", atMost: 100))
        statuses = try parameters.words("Statuses", of: ["PASS", "NOT_PASS", "CHECKING", "NOT_CHECK", "WHITELIST"])
        levels = try parameters.words("RiskLevels", of: ["HIGH", "MEDIUM", "LOW"])
        instanceTypes = try parameters.words("InstanceTypes")
        standards = Set(try parameters.integers("StandardIds", atMost: 100))
        requirements = Set(try parameters.integers("RequirementIds", atMost: 100))
        vendors = try parameters.words("Vendors", of: ["ALIYUN", "TENCENT", "AWS", "MICROSOFT"])
        checkTypes = try parameters.words("CheckTypes", of: ["CUSTOM", "SYSTEM"])
        operations = try parameters.words("OperationTypes", of: ["SUPPORT_REPAIR", "NOT_SUPPORT_REPAIR"])
        key = parameters["CheckKey"]?.lowercased()
        isCustom = try parameters.word("CustomParam", of: ["true", "false", "True", "False"]).map {
            $0.lowercased() == "true"
        }
        order = try parameters.words("SortTypes", of: ["RISK_LEVEL", "STATUS"], atMost: 1).first
    }

    /// What of `all` is asked for, in the order that is asked for.
    func select(from all: [RiskCheck]) -> [RiskCheck] {
        let found = all.filter(matches)
        switch order {
        case "RISK_LEVEL": return found.sorted { ($0.levelRank, $0.item.id) < ($1.levelRank, $1.item.id) }
        case "STATUS": return found.sorted { ($0.resultStatus, $0.item.id) < ($1.resultStatus, $1.item.id) }
        default: return found
        }
    }

    private func matches(_ check: RiskCheck) -> Bool {
        check.isListed && isCustom != true
            && checks.allows(check.item.checkID)
            && statuses.allows(check.resultStatus)
            && levels.allows(check.level.uppercased())
            && instanceTypes.allows(check.item.instanceType)
            && standards.allows(RiskCheckItem.standardID)
            && requirements.allows(check.item.group.rawValue)
            && vendors.allows("ALIYUN")
            && checkTypes.allows("SYSTEM")
            && operations.allows(check.item.operationType)
            && (key.map { key in check.item.titles.contains { $0.lowercased().contains(key) } } ?? true)
    }
}

extension Set {
    /// Whether a filter lets `value` through; an empty one lets everything.
    fileprivate func allows(_ value: Element) -> Bool { isEmpty || contains(value) }
}

extension RiskCheck {
    /// ListCheckResult's word for the status.
    var resultStatus: String {
        if let differing = successorStatus { return differing }
        switch status {
        case "pass": return "PASS"
        case "failed": return "NOT_PASS"
        case "running": return "CHECKING"
        case "waiting": return "NOT_CHECK"
        case "ignored", "falsePositive": return "WHITELIST"
        default: return status
        }
    }

    fileprivate var levelRank: Int { ["high", "medium", "low"].firstIndex(of: level) ?? 3 }
}

extension RiskCheckItem {
    static let standardID = 7

    /// Another number than the `ItemId`, because nothing says that the two APIs share theirs.
    var checkID: Int { 400 + id }

    /// ListCheckResult's word for the type of asset.
    var instanceType: String {
        switch asset {
        case "Redis": "KVSTORE"
        case "CR": "ACR"
        case "SSL": "CAS"
        case "CloudMonitor": "ECS"
        default: asset.uppercased()
        }
    }

    var operationType: String { id.isMultiple(of: 2) ? "SUPPORT_REPAIR" : "NOT_SUPPORT_REPAIR" }

    fileprivate var titles: [String] { [title.english, title.chinese] }
}
