import BridgeCore
import TestSupport
import Testing

@Suite struct FindingTableTests {
    @Test func aHundredThousandFindingsAreFoundAgain() {
        var table = FindingTable()
        let row = FindingRow.numbered(1)
        for number in 0..<100_000 { table.append(row, id: "id-\(number)") }
        #expect(table.count == 100_000)
        for number in 0..<100_000 where table.row(of: "id-\(number)") != number { Issue.record("\(number) is lost") }
        for row in table.indices where table.id(of: row) != "id-\(row)" { Issue.record("the id of \(row) is wrong") }
        #expect(table.row(of: "id-100000") == nil)
        #expect(table.row(of: "") == nil)
    }

    @Test func aGuessIsOnlyAGuess() {
        var table = FindingTable()
        for number in 0..<100 { table.append(.numbered(number), id: "\(number)") }
        for guess in [0, 7, 99, 100, 5000] {
            #expect(table.row(of: "7", guessing: guess) == 7)
            #expect(table.row(of: "x", guessing: guess) == nil)
        }
    }

    @Test(arguments: 1...10)
    func itIsLikeADictionary(seed: UInt64) {
        var random = Seeded(seed)
        var table = FindingTable()
        var model: [String: FindingRow] = [:]
        for step in 0..<3000 {
            let id = String(random.pick(0..<1500), radix: 2)
            let row = FindingRow.numbered(step)
            if let known = table.row(of: id) { table[known] = row } else { table.append(row, id: id) }
            model[id] = row
        }
        #expect(table.content == model)
    }

    @Test(arguments: 1...10)
    func whatIsDroppedIsGoneAndTheRestKeepsItsOrder(seed: UInt64) {
        var random = Seeded(seed)
        var table = FindingTable()
        for number in 0..<1000 { table.append(.numbered(number), id: "\(number)") }
        var dropped = RowSet()
        for row in table.indices where random.chance(0.3) { dropped.insert(row) }
        let kept = table.without(dropped)
        #expect(kept.indices.map(kept.id(of:)) == table.indices.filter { !dropped.contains($0) }.map(table.id(of:)))
        #expect(table.indices.allSatisfy { (kept.row(of: table.id(of: $0)) == nil) == dropped.contains($0) })
    }

    /// The blocks of the arena are 64 KiB: ids of all lengths must not be torn at their edges.
    @Test func longIdsAreKeptWhole() {
        var table = FindingTable()
        let ids = (0..<2000).map { String(repeating: "é", count: $0 % 128) + "\($0)" }
        for id in ids { table.append(.numbered(0), id: id) }
        #expect(table.indices.map(table.id(of:)) == ids)
        #expect(ids.map(table.row(of:)) == ids.indices.map { $0 })
    }

    @Test func idsDifferByBytes() {
        var table = FindingTable()
        table.append(.numbered(1), id: "e\u{301}")
        #expect(table.row(of: "\u{E9}") == nil)
        #expect(table.row(of: "e\u{301}") == 0)
    }

    @Test func aCopyStaysAsItWas() {
        var table = FindingTable()
        table.append(.numbered(1), id: "a")
        let copy = table
        table[0] = .numbered(2)
        table.append(.numbered(3), id: "b")
        #expect(copy[0] == .numbered(1))
        #expect(copy.row(of: "b") == nil)
    }
}

extension FindingTable {
    /// The same as a dictionary.
    var content: [String: FindingRow] {
        Dictionary(indices.map { (id(of: $0), self[$0]) }, uniquingKeysWith: { first, _ in first })
    }
}

extension FindingRow {
    /// An open finding that stands for that number.
    static func numbered(_ number: Int) -> FindingRow {
        var row = FindingChange(baseline: .seen("x", "failed"), kind: .riskCheck, at: Timestamp(seconds: 0)).after
        row.since = Timestamp(seconds: Int64(number))
        row.marks = []
        return row
    }
}
