/// What an event tells of a finding beside what is decided by: from the answer, or, for what is gone, from memory.
package struct FindingTexts: Sendable, Equatable {
    package var title: String
    package var category: String
    package var assetType: String
    package var checkedAt: Timestamp?
    package var url: String?
    package var details: [UInt8]

    /// What of it was cut, by its name in the event.
    package var cut: [String] = []

    /// Longer texts are cut, in bytes: no title of the vendor's is.
    private static let limit = 1024

    package init(_ description: FindingDescription) {
        title = description.title.prefix(utf8: Self.limit)
        category = description.category.prefix(utf8: Self.limit)
        assetType = description.assetType.prefix(utf8: Self.limit)
        checkedAt = description.checkedAt
        // Half a URL leads nowhere.
        url = description.url.flatMap { $0.utf8.count <= Self.limit ? $0 : nil }
        details = description.details
        if title != description.title { cut.append("data.finding.title") }
        if category != description.category { cut.append("data.finding.category") }
        if assetType != description.assetType { cut.append("data.finding.asset_type") }
        if url != description.url { cut.append("data.finding.url") }
    }

    package init(remembered row: FindingRow, in texts: TextTable) {
        title = texts[row.title]
        category = texts[row.category]
        assetType = texts[row.assetType]
        details = Array("{}".utf8)
    }
}

extension String {
    /// The longest beginning of whole scalars that takes no more than so many bytes.
    fileprivate func prefix(utf8 limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var size = 0
        let end = unicodeScalars.firstIndex { scalar in
            size += UTF8.width(scalar)
            return size > limit
        }
        return String(unicodeScalars[..<(end ?? endIndex)])
    }
}
