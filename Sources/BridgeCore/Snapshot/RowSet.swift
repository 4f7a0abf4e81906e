/// A set of row numbers, one bit each.
package struct RowSet: Sendable, Equatable {
    private var words: [UInt64] = []
    package private(set) var count = 0

    package init() {}

    package func contains(_ row: Int) -> Bool {
        let word = row >> 6
        return word < words.count && words[word] & (1 << UInt64(row & 63)) != 0
    }

    package mutating func insert(_ row: Int) {
        guard !contains(row) else { return }
        let word = row >> 6
        if word >= words.count { words.append(contentsOf: repeatElement(0, count: word + 1 - words.count)) }
        words[word] |= 1 << UInt64(row & 63)
        count += 1
    }

    package mutating func remove(_ row: Int) {
        guard contains(row) else { return }
        words[row >> 6] &= ~(1 << UInt64(row & 63))
        count -= 1
    }

    /// Hands out the rows from the highest to the lowest, until `body` wants no more.
    func descend(_ body: (Int) -> Bool) {
        for index in words.indices.reversed() {
            var word = words[index]
            while word != 0 {
                let bit = 63 - word.leadingZeroBitCount
                guard body(index << 6 + bit) else { return }
                word &= ~(1 << UInt64(bit))
            }
        }
    }
}
