import BridgeCore
import FoundationEssentials
import TestSupport
import Testing

@Suite struct TimestampTests {
    @Test func momentsAreWrittenAndReadAsFoundationDoes() throws {
        var random = Seeded(1)
        let end: Int64 = 7_258_118_400  // 2200-01-01
        for _ in 0..<2000 {
            let moment = Timestamp(seconds: Int64.random(in: 0..<end, using: &random))
            let text = Date(timeIntervalSince1970: Double(moment.seconds)).formatted(.iso8601)
            #expect(moment.description == text)
            #expect(Timestamp(rfc3339: text) == moment)
        }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2000-02-29T23:59:59Z", 951_868_799),
        ("2024-02-29T00:00:00Z", 1_709_164_800), ("2100-03-01T00:00:00Z", 4_107_542_400),
        ("2026-01-02T03:04:05Z", 1_767_323_045),
        ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func knownMoments(text: String, seconds: Int64) {
        #expect(Timestamp(rfc3339: text) == Timestamp(seconds: seconds))
        #expect(Timestamp(seconds: seconds).description == text)
    }

    @Test(arguments: [
        "", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05z", "2026-01-02t03:04:05Z",
        "2026-01-02T03:04:05.5Z", "2026-01-02T03:04:05+00:00", "2026-1-02T03:04:005Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-02T24:00:00Z", "2026-01-02T03:60:00Z", "2026-01-02T03:04:60Z", "-026-01-02T03:04:05Z",
        "2026-01-02T03:04:0５Z",
        "999999999-1-1-1-1-1Z", "9-9-9-9-9-999999999Z", "99999999999999999999", "--------------------",
        "2026-01-02T03:04:05ZZ",
    ])
    func otherTextsAreRefused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        #expect((Int64(-1000)..<146_097).allSatisfy { CivilDate(day: $0).dayNumber == $0 })
    }

    @Test func secondsAreRoundedDown() {
        #expect(Timestamp(milliseconds: -1).seconds == -1)
        #expect(Timestamp(milliseconds: 1999).seconds == 1)
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59Z")
    }

    @Test func waitsAreAddedAndTaken() {
        let start = Timestamp(seconds: 100)
        #expect(start + .milliseconds(1500) == Timestamp(milliseconds: 101_500))
        #expect(start - Timestamp(seconds: 101) == .seconds(-1))
        #expect(start < start + .milliseconds(1))
    }

    /// A receiver may ask for any wait, and a damaged file may name any time.
    @Test func extremesAreBoundsAndNoCrash() {
        #expect(Duration.seconds(Int64.max).milliseconds == .max)
        #expect(Duration.seconds(Int64.min).milliseconds == .min)
        #expect((Duration.milliseconds(Int64.max) + .microseconds(999)).milliseconds == .max)
        #expect((Duration.seconds(9_223_372_036_854_775) + .milliseconds(999)).milliseconds == .max)
        #expect(Timestamp(seconds: 1) + .seconds(Int64.max) == Timestamp(milliseconds: .max))
        #expect(Timestamp(seconds: .max) == Timestamp(milliseconds: .max))
        #expect(Timestamp(seconds: .min) == Timestamp(milliseconds: .min))
        #expect(Timestamp(milliseconds: .max) - Timestamp(milliseconds: .min) == .milliseconds(Int64.max))
        #expect(!Timestamp(milliseconds: .max).description.isEmpty)
        #expect(!Timestamp(milliseconds: .min).description.isEmpty)
    }
}
