import BridgeCore

/// The parameters of `DescribeRiskCheckResult`, all of which narrow the list.
struct RiskCheckQuery: Sendable {
    var lang: Language
    var page: Page
    private var group: Int?
    private var items: Set<Int>
    private var asset: String?
    private var name: String?
    private var level: String?
    private var status: String?
    private var covered: Bool?

    init(_ parameters: Parameters, _ quirk: Page.Quirk) throws(VendorError) {
        lang = try parameters.lang
        page = Page(
            number: try parameters.integer("CurrentPage", in: 1...Int.max) ?? 1,
            size: try parameters.integer("PageSize", in: 1...Int.max) ?? 20, quirk: quirk)
        group = try parameters.integer("GroupId", in: 1...6)
        items = Set(try parameters.integers("ItemIds", atMost: 100))
        level = try parameters.word("RiskLevel", of: ["high", "medium", "low"])
        status = try parameters.word(
            "Status", of: ["pass", "failed", "running", "waiting", "ignored", "falsePositive"])
        covered = try parameters.word("QueryFlag", of: ["enabled", "disabled"]).map { $0 == "enabled" }
        asset = parameters["AssetType"]
        name = parameters["Name"]
    }

    func matches(_ check: RiskCheck) -> Bool {
        check.isListed
            && (items.isEmpty || items.contains(check.item.id))
            && group.allows(check.item.group.rawValue)
            && asset.allows(check.item.asset)
            && level.allows(check.level)
            && status.allows(check.status)
            && covered.allows(check.isCovered)
            && (name.allows(check.item.title.english) || name.allows(check.item.title.chinese))
    }
}

extension Optional where Wrapped: Equatable {
    /// Whether a filter lets `value` through; one that is not given lets everything.
    fileprivate func allows(_ value: Wrapped) -> Bool {
        self.map { $0 == value } ?? true
    }
}
