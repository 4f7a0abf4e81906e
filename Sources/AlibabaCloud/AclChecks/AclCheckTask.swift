import BridgeCore

/// One run of one check, from the list that DescribeAclChecks gives.
struct AclCheckTask: Sendable, Hashable {
    private(set) var id = ""
    private(set) var checkName = ""
    /// `Checked`, `Unchecked`, `Checking`, or a word that is not known yet.
    private(set) var status = ""
    private(set) var level = ""
    /// Seconds since 1970; `nil` if the vendor does not say.
    private(set) var lastCheckTime: Int64?

    init(_ scanner: inout JSONScanner) throws(JSONError) {
        try scanner.object { (name, scanner) throws(JSONError) in
            switch name {
            case "TaskId": id = try scanner.text() ?? ""
            case "CheckName": checkName = try scanner.text() ?? ""
            case "CheckStatus": status = try scanner.text() ?? ""
            case "Level": level = try scanner.text() ?? ""
            case "LastCheckTime": lastCheckTime = try scanner.wholeNumber()
            default: try scanner.skip()
            }
        }
    }

    /// When it ran; `nil` if the vendor does not say.
    var checkedAt: Timestamp? {
        lastCheckTime.flatMap { $0 > 0 ? Timestamp(seconds: $0) : nil }
    }

    var isFinished: Bool { status == "Checked" }

    /// Neither finished nor still to be begun: its findings are about to change.
    var isUnderWay: Bool { status != "Checked" && status != "Unchecked" }

    /// Whether it may have begun after `other` did; without a time it may.
    func mayBeNewer(than other: AclCheckTask) -> Bool {
        guard let mine = lastCheckTime, mine > 0 else { return true }
        return mine >= other.lastCheckTime ?? 0
    }

    /// Whether the findings under both are the same run's.
    func isSameRun(as other: AclCheckTask) -> Bool {
        id == other.id && lastCheckTime == other.lastCheckTime
    }
}
