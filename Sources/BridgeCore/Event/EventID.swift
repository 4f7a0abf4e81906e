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
        var hash = SHA256()
        for field in [lineage] + fields { hash.update(data: Array(field.utf8) + [0]) }
        return hash.finalize().prefix(16).map(\.hexadecimal).joined()
    }
}

extension UInt8 {
    /// This byte as two lower-case hexadecimal digits.
    package var hexadecimal: String {
        let digits = String(self, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
