import BridgeCore
import TestSupport
import Testing

/// Times as others write them, damaged.
@Suite struct TimeFuzzTests {
    private static let words = [
        "0", "9", "99", "-", ":", "T", "Z", " ", ",", "GMT", "Feb", "29", "30", "60", "24", "0000", "9999", "+08:00",
        ".5",
        "99999999999999999999", "９", "\u{0}",
    ]

    @Test func whatIsReadAsATimeIsWrittenTheSameWay() {
        let corpus = ["2026-01-02T03:04:05Z", "2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
        Fuzzer("RFC 3339", corpus: corpus, words: Self.words).run(few: 5000) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let time = Timestamp(rfc3339: text) { #expect(time.description == text) }
        }
    }

    @Test func whatIsReadAsAWaitIsABoundedOne() {
        let corpus = ["120", "0", "Sun, 06 Nov 1994 08:49:37 GMT", "Sat, 29 Feb 2028 23:59:59 GMT"]
        let now = Timestamp(seconds: 1_767_323_045)
        Fuzzer("Retry-After", corpus: corpus, words: Self.words).run(few: 5000) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            _ = HTTPDate.timestamp(text)
            if let wait = RetryAfter.duration(text, at: now) { #expect((.zero...RetryAfter.maximum).contains(wait)) }
        }
    }
}
