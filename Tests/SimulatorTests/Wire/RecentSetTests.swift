import Testing

@testable import Simulator

@Suite struct RecentSetTests {
    @Test func aMemberIsNewOnce() {
        var set = RecentSet<Int>(capacity: 2)
        let inserted = [1, 1].map { set.insert($0) }
        #expect(inserted == [true, false])
    }

    @Test func theOldestIsForgottenFirst() {
        var set = RecentSet<Int>(capacity: 2)
        for number in 1...5 { _ = set.insert(number) }
        #expect((1...5).filter(set.contains) == [4, 5])
    }
}
