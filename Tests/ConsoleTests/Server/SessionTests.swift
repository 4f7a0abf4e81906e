import BridgeCore
import Testing

@testable import Console

@Suite struct SessionTests {
    private let end = Timestamp(seconds: 2000)
    private let session = Session(token: "0123456789abcdef")

    @Test func itAdmitsUntilItsEnd() {
        let value = session.value(until: end, random: 42)
        #expect(session.admits(value, at: Timestamp(seconds: 1999)))
        #expect(!session.admits(value, at: end))
    }

    @Test func anotherTokenEndsIt() {
        let value = session.value(until: end, random: 42)
        #expect(!Session(token: "0123456789abcdeX").admits(value, at: Timestamp(seconds: 0)))
    }

    @Test func theTokenCannotBeSeenInIt() {
        #expect(!session.value(until: end, random: 42).contains("0123456789abcdef"))
        #expect(session.value(until: end, random: 1) != session.value(until: end, random: 2))
    }

    @Test(arguments: [
        "", ".", "..", "a.b.c", "2000.2a.", "9999.2a.00", "2000.2a.zz", "2000.2a.é",
        String(repeating: "1", count: 10_000),
    ])
    func whatIsNoneOfOursIsRefused(value: String) {
        #expect(!session.admits(value, at: Timestamp(seconds: 0)))
    }

    @Test func aLaterEndCannotBeWrittenIn() {
        let parts = session.value(until: end, random: 42).split(separator: ".")
        #expect(!session.admits("9999.\(parts[1]).\(parts[2])", at: Timestamp(seconds: 0)))
    }
}
