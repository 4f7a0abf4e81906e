/// One finding as one answer showed it.
package struct Sighting: Sendable, Equatable {
    /// The finding's own part of its key: the ItemId, or the policy's or address book's uuid; `-` for the only
    /// finding without one. At most 256 bytes, never empty.
    package var id: String
    /// The vendor's word, white space trimmed.
    package var status: String
    package var severity: Severity
    /// How many assets it affects; 1 where the vendor does not count.
    package var affected: Int32
    package var description: FindingDescription

    package init(
        id: String, status: String, severity: Severity, affected: Int32, description: FindingDescription
    ) {
        self.id = id
        self.status = status
        self.severity = severity
        self.affected = affected
        self.description = description
    }
}

/// What is told about a finding, but never decides anything: localised texts and volatile fields live here.
package struct FindingDescription: Sendable, Equatable {
    package var title: String
    package var category: String
    package var assetType: String
    /// When the vendor last looked; `nil` if it does not say.
    package var checkedAt: Timestamp?
    /// The vendor's console page for it; `nil` if there is none.
    package var url: String?
    /// The vendor's other fields: one compact JSON object.
    package var details: [UInt8]

    package init(
        title: String, category: String, assetType: String, checkedAt: Timestamp? = nil, url: String? = nil,
        details: [UInt8] = Array("{}".utf8)
    ) {
        self.title = title
        self.category = category
        self.assetType = assetType
        self.checkedAt = checkedAt
        self.url = url
        self.details = details
    }
}
