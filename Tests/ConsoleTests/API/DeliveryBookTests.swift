import Bridge
import BridgeCore
import TestSupport
import Testing

@testable import Console

@Suite struct DeliveryBookTests {
    private let clock = ManualClock()

    @Test func theLastOfEachKindIsRemembered() {
        let book = DeliveryBook(sinks: ["siem"], now: { [clock] in clock.now() })
        let start = clock.now()
        book.observe(.attempted(sink: "siem", [.delivered, .retry(reason: "503 busy")], took: .seconds(1)))
        clock.move(.seconds(5))
        book.observe(.attempted(sink: "siem", [.rejected(reason: "400 no")], took: .seconds(1)))
        book.observe(.attempted(sink: "other", [.delivered], took: .seconds(1)))
        #expect(book["siem"] == .init(delivered: start, failed: start + .seconds(5), reason: "400 no"))
        #expect(book["other"] == .init())
    }
}
