import BridgeCore
import Testing

@Suite struct RetryAfterTests {
    /// Sun, 01 Mar 2026 09:16:00 GMT
    private let now = Timestamp(seconds: 1_772_356_560)

    @Test(
        arguments: [
            ("0", 0), ("1", 1), (" 120 ", 120), ("3600", 3600), ("3601", 3600), ("99999999999999999999999", 3600),
            ("Sun, 01 Mar 2026 09:17:00 GMT", 60), ("Sun, 1 Mar 2026 09:17:00 GMT", 60),
            ("Sun, 01 Mar 2026 09:15:00 GMT", 0), ("Fri, 01 Jan 2038 00:00:00 GMT", 3600), ("", nil), ("-1", nil),
            ("1.5", nil), ("soon", nil), ("Sun, 31 Feb 2026 09:17:00 GMT", nil),
        ] as [(String, Int?)])
    func bothFormsAreRead(value: String, seconds: Int?) {
        #expect(RetryAfter.duration(value, at: now) == seconds.map { .seconds($0) })
    }
}
