import BridgeCore
import TestSupport
import Testing

@Suite struct RowSetTests {
    @Test(arguments: 1...20)
    func itIsLikeASet(seed: UInt64) {
        var random = Seeded(seed)
        var rows = RowSet()
        var model: Set<Int> = []
        for _ in 0..<2000 {
            let row = random.pick(0..<500)
            if random.chance(0.6) {
                rows.insert(row)
                model.insert(row)
            } else {
                rows.remove(row)
                model.remove(row)
            }
            #expect(rows.count == model.count)
        }
        #expect((0..<1000).filter(rows.contains) == model.sorted())
    }

    @Test func edgesOfWordsAreApart() {
        var rows = RowSet()
        for row in [63, 64, 127, 1_000_000] { rows.insert(row) }
        #expect(
            [0, 62, 63, 64, 65, 126, 127, 128, 999_999, 1_000_000].filter(rows.contains) == [63, 64, 127, 1_000_000])
    }
}
