import Crypto

/// Makes the ids of events: the first half of a SHA-256, as 32 hexadecimal digits.
package struct EventID: Sendable {
    private let lineage: String

    /// - Parameter lineage: of the cursor, so that an id never comes back after a repair or a restored backup.
    package init(lineage: String) {
        self.lineage = lineage
    }

    /// The id of a finding's transition: the same whenever the same poll is judged again after a crash.
    package func transition(of key: String, _ change: FindingChange) -> String {
        digest([
            key, String(change.after.revision), change.transition?.rawValue ?? "", change.from ?? "", change.to,
        ])
    }

    /// The id of the cursor's event of that number which is not about one finding.
    package func event(_ type: EventType, about subject: String, number: UInt64) -> String {
        digest([type.name, subject, String(number)])
    }

    /// The id of the digest of these events: the same whenever the same events are put together again.
    package static func digest(of ids: [String]) -> String {
        EventID(lineage: "digest").digest(ids)
    }

    /// The fields are ended by a byte that no text of the vendor's holds, so that no two lists look the same.
    private func digest(_ fields: [String]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(256)
        for field in [lineage] + fields {
            text.append(contentsOf: field.utf8)
            text.append(0)
        }
        return SHA256.hash(data: text).prefix(16).hexadecimal
    }
}

extension Sequence<UInt8> {
    /// These bytes as two lower-case hexadecimal digits each.
    package var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * underestimatedCount)
        for byte in self {
            digits.append(UInt8(hexadecimalDigit: byte >> 4))
            digits.append(UInt8(hexadecimalDigit: byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
