/// The known findings of one scope, by id: packed rows, their ids in one arena, and an open-addressing index.
///
/// A `Dictionary` of strings would take three times the room, and a million findings are to fit beside somebody
/// else's service.
package struct FindingTable: Sendable {
    private var rows: [FindingRow] = []
    private var ids = IDArena()
    /// Row number + 1 by hash; 0 is free. Its size is a power of two.
    private var index: [UInt32] = []

    package init() {}

    package var count: Int { rows.count }

    package var indices: Range<Int> { rows.indices }

    package subscript(row: Int) -> FindingRow {
        get { rows[row] }
        set { rows[row] = newValue }
    }

    package func id(of row: Int) -> String { ids[row] }

    /// As ``row(of:)``, but looks at one row first: findings mostly come in the order of last time, and then the next row
    /// is at hand, while a search goes through memory that is not.
    package func row(of id: String, guessing guess: Int) -> Int? {
        rows.indices.contains(guess) && ids.matches(guess, id.utf8.span) ? guess : row(of: id)
    }

    /// The row of the finding with that id.
    package func row(of id: String) -> Int? {
        guard !index.isEmpty else { return nil }
        let bytes = id.utf8.span
        var slot = firstSlot(bytes)
        while index[slot] != 0 {
            let row = Int(index[slot]) - 1
            if ids.matches(row, bytes) { return row }
            slot = (slot + 1) & (index.count - 1)
        }
        return nil
    }

    /// Adds a finding whose id is not there yet, and returns its row.
    @discardableResult
    package mutating func append(_ row: FindingRow, id: String) -> Int {
        rows.append(row)
        ids.append(id)
        if rows.count * 4 > index.count * 3 { rebuildIndex() } else { enter(rows.count - 1, id) }
        return rows.count - 1
    }

    /// A table without the rows of `dropped`; the rest keeps its order.
    package func without(_ dropped: RowSet) -> FindingTable {
        var kept = FindingTable()
        for row in indices where !dropped.contains(row) { kept.append(self[row], id: id(of: row)) }
        return kept
    }

    private mutating func rebuildIndex() {
        index = Array(repeating: 0, count: max(16, index.count * 2))
        for row in rows.indices { enter(row, ids[row]) }
    }

    private mutating func enter(_ row: Int, _ id: String) {
        var slot = firstSlot(id.utf8.span)
        while index[slot] != 0 { slot = (slot + 1) & (index.count - 1) }
        index[slot] = UInt32(row + 1)
    }

    /// FNV-1a: the ids are the vendor's, short and not chosen by an attacker, and the order of rows must not depend on
    /// a seed of the process.
    private func firstSlot(_ id: Span<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for offset in id.indices { hash = (hash ^ UInt64(id[offset])) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32) & (index.count - 1)
    }
}

/// Strings end to end in blocks of bytes, so that a million of them are few allocations.
private struct IDArena: Sendable {
    private static let blockSize = 1 << 16
    private var blocks: [[UInt8]] = []
    /// Where each string starts: block number in the upper half, offset in the lower.
    private var starts: [UInt64] = []
    private var lengths: [UInt16] = []

    subscript(row: Int) -> String {
        let (block, range) = place(row)
        return String(decoding: blocks[block][range], as: UTF8.self)
    }

    func matches(_ row: Int, _ text: Span<UInt8>) -> Bool {
        guard Int(lengths[row]) == text.count else { return false }
        let (block, range) = place(row)
        let bytes = blocks[block]
        for offset in text.indices where bytes[range.lowerBound + offset] != text[offset] { return false }
        return true
    }

    mutating func append(_ text: String) {
        let utf8 = text.utf8.prefix(Int(UInt16.max))
        if blocks.last.map({ $0.count + utf8.count > Self.blockSize }) ?? true { blocks.append([]) }
        starts.append(UInt64(blocks.count - 1) << 32 | UInt64(blocks[blocks.count - 1].count))
        lengths.append(UInt16(utf8.count))
        blocks[blocks.count - 1].append(contentsOf: utf8)
    }

    private func place(_ row: Int) -> (block: Int, range: Range<Int>) {
        let start = Int(starts[row] & 0xFFFF_FFFF)
        return (Int(starts[row] >> 32), start..<(start + Int(lengths[row])))
    }
}
