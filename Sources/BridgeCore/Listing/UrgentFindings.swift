/// The open findings of high severity, the latest first: what somebody on call asks for before anything else.
package struct UrgentFindings: Sendable, Equatable {
    /// So many are looked at, those first seen last before others, so that reading takes no longer where all are urgent.
    private static let scanned = 20_000

    /// JSON objects, as ``FindingListing`` has them.
    package private(set) var items: [[UInt8]] = []
    /// Whether every one was looked at. If not, one of those left out may have opened later.
    package private(set) var isWhole = true

    /// - Parameter limit: the most items.
    package init(atMost limit: Int, of cursor: Cursor) {
        var latest: [Place] = []
        var left = Self.scanned
        // In place: a copy of a scope counts references in all the memory of its findings.
        for index in cursor.scopes.indices where cursor.scopes[index].urgent.count > 0 {
            cursor.scopes[index].urgent.descend { row in
                guard left > 0 else { return false }
                left -= 1
                let place = Place(since: cursor.scopes[index].findings[row].since, scope: index, row: row)
                latest.insert(place, keeping: limit)
                return true
            }
        }
        isWhole = cursor.scopes.indices.reduce(0) { $0 + cursor.scopes[$1].urgent.count } <= Self.scanned
        items = latest.map { place in
            var writer = JSONWriter()
            writer.object { $0.known(place.row, of: cursor.scopes[place.scope], cursor.texts) }
            return writer.bytes
        }
    }
}

/// Where an urgent finding is.
private struct Place {
    var since: Timestamp
    var scope: Int
    var row: Int
}

extension [Place] {
    /// The latest first. Most do not get in: those are done with one comparison.
    fileprivate mutating func insert(_ place: Place, keeping limit: Int) {
        if count >= limit {
            guard let last, last.since < place.since else { return }
            removeLast()
        }
        insert(place, at: firstIndex { $0.since < place.since } ?? endIndex)
    }
}
