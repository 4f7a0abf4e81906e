import BridgeCore

/// A check item and how it stands for the simulated account.
///
/// Status and level are the vendor's raw words rather than enums, so that the simulator can also say one that nobody
/// knows yet.
package struct RiskCheck: Sendable {
    package let item: RiskCheckItem
    /// `pass`, `failed`, `running`, `waiting`, `ignored` or `falsePositive`.
    package internal(set) var status: String
    /// `high`, `medium` or `low`.
    package internal(set) var level: String
    /// Assets that fail the check.
    package internal(set) var affected: Int
    /// Whether the API lists the item at all.
    package internal(set) var isListed = true
    /// Whether the edition that was bought covers it (`QueryFlag`).
    package internal(set) var isCovered = true
    /// What `ListCheckResult` says instead of the same, in its own words; `nil` if the two agree, as they should.
    package internal(set) var successorStatus: String?
    /// What a check that is running will end as, and when.
    var settling: Settling?
    /// Counts the check's runs; part of its `TaskId`.
    var run = 0

    struct Settling: Sendable {
        var status: String
        var affected: Int
        var at: Timestamp
    }

    init(_ item: RiskCheckItem, status: String = "pass", affected: Int = 0) {
        self.item = item
        level = item.level
        self.status = status
        self.affected = affected
    }

    mutating func settle(ifDueAt now: Timestamp) {
        guard let settling, settling.at <= now else { return }
        (status, affected) = (settling.status, settling.affected)
        self.settling = nil
    }
}
