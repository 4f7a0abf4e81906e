/// What is remembered of one finding: a packed record, because a million of them are held.
package struct FindingRow: Sendable, Equatable {
    /// The last settled raw status; empty while none was ever seen.
    package var status: String
    package var firstSeen: Timestamp
    /// Since when the settled status holds.
    package var since: Timestamp
    /// Since when the check has been under way; `nil` while it is settled.
    package var transientSince: Timestamp?
    /// Counts the finding's transitions, over vanishing and return.
    package var revision: UInt32 = 0
    package var affected: Int32
    /// In how many complete answers in a row the open finding was missing.
    package var missed: UInt16 = 0
    package var severity: Severity
    package var marks: Marks = []
    package var title: Text
    package var category: Text
    package var assetType: Text

    /// A text of the cursor's ``TextTable``.
    package typealias Text = UInt32

    /// What the finding has been through.
    package struct Marks: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It was open at some time, as far as is known.
        package static let wasOpen = Marks(rawValue: 1)
        /// To those who are told, it is open now: it was said to have opened and not said to have ended.
        package static let isLive = Marks(rawValue: 2)
        /// It was missing for so long that it was called vanished.
        package static let isGone = Marks(rawValue: 4)
        /// It has not settled since the baseline that it belongs to.
        package static let joinsBaseline = Marks(rawValue: 8)
    }

    /// Whether an answer with these values says nothing new.
    func shows(status: String, severity: Severity, affected: Int32) -> Bool {
        self.status == status && self.severity == severity && self.affected == affected
            && transientSince == nil && missed == 0 && !marks.contains(.isGone)
    }
}
