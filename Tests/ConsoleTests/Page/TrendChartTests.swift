import BridgeCore
import Testing

@testable import Console

@Suite struct TrendChartTests {
    private let start = Timestamp(seconds: 1_767_312_000)
    private let word = Wording(language: .english)

    private func sample(_ hours: Int64, high: Int, low: Int = 0) -> TrendSample {
        TrendSample(at: start + .seconds(hours * 3600), open: open(high: high, low: low))
    }

    private func open(high: Int, low: Int = 0) -> SeverityCounts {
        SeverityCounts { [.high: high, .low: low][$0] ?? 0 }
    }

    private func drawing(_ samples: [TrendSample], _ open: SeverityCounts, hours: Int64) -> String? {
        TrendChart(samples, open: open, at: start + .seconds(hours * 3600), word)?.svg
    }

    @Test func withoutAPastThereIsNothingToDraw() {
        #expect(drawing([], open(high: 1), hours: 1) == nil)
        #expect(drawing([sample(2, high: 1)], open(high: 1), hours: 1) == nil)
    }

    /// Half of the time none was open, then four: at half the width the area goes from the floor to the top.
    @Test func whatWasOpenIsAnAreaOfSteps() throws {
        let svg = try #require(drawing([sample(0, high: 9), sample(5, high: 0)], open(high: 4), hours: 10))
        #expect(
            svg.contains(#"<path class="a-high" d="M34 106L216 106L216 8L398 8L398 106L216 106L216 106L34 106Z"/>"#))
        #expect(!svg.contains("a-low"))
    }

    @Test func theWorstIsAtTheBottomAndTheRestUponIt() throws {
        let svg = try #require(drawing([sample(0, high: 0)], open(high: 1, low: 3), hours: 1))
        #expect(svg.contains(#"class="a-high" d="M34 81.5L398 81.5L398 106L34 106Z""#))
        #expect(svg.contains(#"class="a-low" d="M34 8L398 8L398 81.5L34 81.5Z""#))
    }

    @Test func itIsToldInWords() throws {
        let svg = try #require(drawing([sample(0, high: 0), sample(5, high: 2)], open(high: 4), hours: 10))
        #expect(svg.contains("2026-01-02 00:00:00 UTC – 2026-01-02 10:00:00 UTC: high 2 → 4, medium 0 → 0"))
        #expect(svg.contains(#"role="img" aria-labelledby="chart-name chart-text""#))
    }

    @Test(arguments: [
        (1, 1), (4, 4), (5, 6), (17, 20), (41, 60), (99, 100), (100_000, 100_000), (1_000_001, 1_500_000),
    ])
    func theAxisEndsAtARoundNumber(highest: Int, end: Int) throws {
        let svg = try #require(drawing([sample(0, high: 0)], open(high: highest), hours: 1))
        let numbers = svg.matches(of: /text-anchor="end">(\d+)</).compactMap { Int($0.1) }
        #expect(numbers.first == 0)
        #expect(numbers.last == end)
        #expect(numbers.count <= 6)
    }

    @Test func aYearOfSamplesMakesNoLargePage() throws {
        let samples = (0..<9000).map { sample(Int64($0), high: $0 % 7, low: $0 % 31) }
        let svg = try #require(drawing(samples, open(high: 3), hours: 9000))
        #expect(svg.utf8.count < 24_000)
    }

    /// What happened in one column shows with the most that was open.
    @Test func shortPeaksAreNotLost() throws {
        var samples = (0...720).map { sample(Int64($0), high: 1) }
        samples[361].open = open(high: 40)
        let svg = try #require(drawing(samples, open(high: 1), hours: 721))
        #expect(svg.contains(">40<"))
    }
}
