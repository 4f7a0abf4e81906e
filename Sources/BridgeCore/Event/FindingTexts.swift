/// What an event tells of a finding beside what is decided by: from the answer, or, for what is gone, from memory.
package struct FindingTexts: Sendable, Equatable {
    package var title: String
    package var category: String
    package var assetType: String
    package var checkedAt: Timestamp?
    package var url: String?
    package var details: [UInt8]

    /// Longer texts are cut: no title of the vendor's is.
    private static let limit = 1024

    package init(_ description: FindingDescription) {
        title = String(description.title.prefix(Self.limit))
        category = String(description.category.prefix(Self.limit))
        assetType = String(description.assetType.prefix(Self.limit))
        checkedAt = description.checkedAt
        url = description.url
        details = description.details
    }

    package init(remembered row: FindingRow, in texts: TextTable) {
        title = texts[row.title]
        category = texts[row.category]
        assetType = texts[row.assetType]
        details = Array("{}".utf8)
    }
}
