import BridgeCore

/// One entry of `sources:`.
struct SourceConfiguration: Sendable, Equatable {
    var name: String
    /// The name of an account.
    var account: String
    /// From one poll to the next.
    var every: Duration
    var language: Language
    /// In how many complete snapshots in a row an open finding must be missing to be called vanished.
    var vanishAfter: Int
    /// How often a suspicious answer must repeat to be believed.
    var suspectPolls: Int
    /// How many polls must fail in a row to be told.
    var failingAfter: Int
    /// Which findings are told about, after the diff.
    var filter: TransitionFilter
    /// Whether the other of Security Center's two APIs is read beside this one, to tell where they disagree.
    var isShadowed = false
    var kind: Kind

    /// What is asked for.
    enum Kind: Sendable, Equatable {
        case riskChecks(RiskChecks)
        case checkResults(CheckResults)
        case aclChecks(ACLChecks)
    }

    struct RiskChecks: Sendable, Equatable {
        var pageSize: Int
        /// These narrow the request, and so belong to the scope.
        var groupIDs: [String] = []
        var itemIDs: [String] = []
        var assetTypes: [String] = []
        var name: String?
        /// `enabled` or `disabled`.
        var queryFlag: String?
    }

    struct CheckResults: Sendable, Equatable {
        var pageSize: Int
        /// These narrow the request, and so belong to the scope.
        var checkIDs: [String] = []
        var assetTypes: [String] = []
        var standardIDs: [String] = []
        var vendors: [String] = []
        var name: String?
    }

    struct ACLChecks: Sendable, Equatable {
        var pageSize: Int
        var types: [String]
        /// Only these of the tasks that are discovered; empty is all.
        var taskIDs: [String]
    }
}

extension Shape where Value == SourceConfiguration {
    static var source: Shape {
        mapping { section in
            let name = section.required("name", .name(of: .source), "How events call the source")
            let account = section.required("account", .reference(to: .account), "The name of an account")
            let language = section.value("lang", .word, default: Language.english, "The language of the titles")
            let count = Shape<Int>.integer(1...1000)
            let vanishAfter = section.value(
                "vanish_after", count, default: 2,
                "Complete snapshots in a row without a finding before it is called vanished")
            let suspectPolls = section.value(
                "suspect_polls", count, default: 12,
                "How often an answer that lost many findings must repeat to be believed")
            let failingAfter = section.value(
                "failing_after", count, default: 3, "Failed polls in a row before it is told")
            let specific = section.choose(by: "type", among: forms, "What is watched") ?? Specific()
            return SourceConfiguration(
                name: name, account: account, every: specific.every, language: language, vanishAfter: vanishAfter,
                suspectPolls: suspectPolls, failingAfter: failingAfter, filter: specific.filter,
                isShadowed: specific.isShadowed, kind: specific.kind)
        }
    }

    /// What each type of source has of its own.
    private struct Specific {
        var every = Duration.zero
        var kind = SourceConfiguration.Kind.riskChecks(.init(pageSize: 1))
        var filter = TransitionFilter()
        var isShadowed = false
    }

    private static var forms: [Form<Specific>] {
        [
            .init(word: "risk_checks") { section in
                let every = section.pollInterval(default: .seconds(300))
                let pageSize = section.value("page_size", .integer(1...100), default: 100, "Findings per request")
                var (checks, filter) =
                    section.optional("filter", .riskFilter, "What is asked for and what is told")
                    ?? (SourceConfiguration.RiskChecks(pageSize: pageSize), TransitionFilter())
                checks.pageSize = pageSize
                return Specific(
                    every: every, kind: .riskChecks(checks), filter: filter, isShadowed: section.isShadowed)
            },
            .init(word: "check_results") { section in
                let every = section.pollInterval(default: .seconds(300))
                let pageSize = section.value("page_size", .integer(1...100), default: 100, "Checks per request")
                var (checks, filter) =
                    section.optional("filter", .checkFilter, "What is asked for and what is told")
                    ?? (SourceConfiguration.CheckResults(pageSize: pageSize), TransitionFilter())
                checks.pageSize = pageSize
                return Specific(
                    every: every, kind: .checkResults(checks), filter: filter, isShadowed: section.isShadowed)
            },
            .init(word: "acl_checks") { section in
                let every = section.pollInterval(default: .seconds(600))
                let pageSize = section.value("page_size", .integer(1...100), default: 100, "Findings per request")
                let types = section.value(
                    "acl_types", .list(of: .word(aclTypes), count: 1...aclTypes.count), default: aclTypes,
                    "The types of policies")
                let tasks = section.value(
                    "task_ids", .list(of: .identifier), default: [], "Only these tasks; empty is all")
                let filter = section.value("filter", .aclFilter, default: TransitionFilter(), "What is told")
                let checks = SourceConfiguration.ACLChecks(pageSize: pageSize, types: types, taskIDs: tasks)
                return Specific(every: every, kind: .aclChecks(checks), filter: filter)
            },
        ]
    }

    private static var aclTypes: [String] {
        ["Internet", "NAT", "VPC", "AddressBook"]
    }
}

extension Shape where Value == (SourceConfiguration.RiskChecks, TransitionFilter) {
    fileprivate static var riskFilter: Shape {
        mapping { section in
            let ids = Shape<[String]>.list(of: .identifier, count: 0...100)
            let texts = Shape<[String]>.list(of: .text, count: 0...100)
            let checks = SourceConfiguration.RiskChecks(
                pageSize: 1,
                groupIDs: section.value("group_ids", ids, default: [], "Only these groups of checks are asked for"),
                itemIDs: section.value("item_ids", ids, default: [], "Only these checks are asked for"),
                assetTypes: section.value(
                    "asset_types", texts, default: [], "Only these types of assets are asked for"),
                name: section.optional("name", .text, "Only checks of that name are asked for"),
                queryFlag: section.optional(
                    "query_flag", .word(["enabled", "disabled"]), "Only checks that the edition has, or has not"))
            let words = ["pass", "failed", "running", "waiting", "ignored", "falsePositive", "vanished"]
            return (checks, section.eventFilter(words))
        }
    }
}

extension Shape where Value == (SourceConfiguration.CheckResults, TransitionFilter) {
    fileprivate static var checkFilter: Shape {
        mapping { section in
            let ids = Shape<[String]>.list(of: .identifier, count: 0...100)
            let texts = Shape<[String]>.list(of: .text, count: 0...20)
            let checks = SourceConfiguration.CheckResults(
                pageSize: 1,
                checkIDs: section.value("check_ids", ids, default: [], "Only these checks are asked for"),
                assetTypes: section.value(
                    "asset_types", texts, default: [], "Only these types of assets are asked for, in capitals"),
                standardIDs: section.value(
                    "standard_ids", ids, default: [], "Only checks of these standards are asked for"),
                vendors: section.value(
                    "vendors", .list(of: .word(["ALIYUN", "TENCENT", "AWS", "MICROSOFT"])), default: [],
                    "Only checks of these vendors' assets are asked for"),
                name: section.optional("name", .text, "Only checks with this in their name are asked for"))
            let words = ["pass", "failed", "running", "waiting", "ignored", "vanished"]
            return (checks, section.eventFilter(words))
        }
    }
}

extension Shape where Value == TransitionFilter {
    fileprivate static var aclFilter: Shape {
        mapping { $0.eventFilter(["Pending", "Processed", "Ignored", "vanished"]) }
    }
}

extension Section {
    fileprivate mutating func pollInterval(default fallback: Duration) -> Duration {
        value("every", .duration(.seconds(1)...(.seconds(86_400))), default: fallback, "From one poll to the next")
    }

    fileprivate var isShadowed: Bool {
        mutating get {
            value(
                "shadow", .truth, default: false,
                "Whether the other of the two APIs is read, too, to tell where they disagree")
        }
    }

    /// The part of `filter` that is asked after the diff.
    fileprivate mutating func eventFilter(_ words: [String]) -> TransitionFilter {
        let levels = value(
            "risk_levels", .list(of: Shape<Severity>.word), default: [], "Only these levels are told; empty is all")
        let statuses = value(
            "statuses", .list(of: .word(words)), default: [], "Only these statuses are told; empty is all")
        return TransitionFilter(severities: Set(levels), statuses: Set(statuses))
    }
}
