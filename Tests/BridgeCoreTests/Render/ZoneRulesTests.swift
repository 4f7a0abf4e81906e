import BridgeCore
import Testing

@Suite struct ZoneRulesTests {
    private let berlin = ZoneRules(
        name: "Europe/Berlin", initialOffset: 3600,
        changes: [
            .init(start: Timestamp(seconds: 1_774_746_000), offset: 7200),
            .init(start: Timestamp(seconds: 1_792_889_999 + 1), offset: 3600),
        ])

    @Test(
        arguments: [
            (1_774_745_999, "2026-03-29 01:59:59 Europe/Berlin"), (1_774_746_000, "2026-03-29 03:00:00 Europe/Berlin"),
            (1_792_889_999, "2026-10-25 02:59:59 Europe/Berlin"), (1_792_890_000, "2026-10-25 02:00:00 Europe/Berlin"),
        ] as [(Int64, String)])
    func theOffsetOfTheMomentCounts(seconds: Int64, text: String) {
        #expect(berlin.text(of: Timestamp(seconds: seconds)) == text)
    }

    @Test func withoutRulesItIsUTC() {
        #expect(ZoneRules.utc.text(of: Timestamp(seconds: 0)) == "1970-01-01 00:00:00 UTC")
    }
}
