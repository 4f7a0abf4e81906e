import Testing

@testable import Simulator

@Suite struct PageTests {
    @Test func aPageIsNeverLargerThanAThousand() {
        #expect(Page(number: 1, size: .max).range(of: 5000) == 0..<1000)
    }

    @Test func noNumberIsTooLarge() {
        #expect(Page(number: .max, size: 1000).range(of: 10).isEmpty)
    }

    @Test func anEmptyListHasNoPage() {
        #expect(Page(number: 1, size: 10).range(of: 0).isEmpty)
        #expect(Page(number: 3, size: 10, quirk: .repeatsLast).range(of: 0).isEmpty)
    }
}
