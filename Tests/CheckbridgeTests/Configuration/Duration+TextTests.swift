import Testing

@testable import checkbridge

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("20s", .seconds(20)), ("5m", .seconds(300)), ("1h30m", .seconds(5400)),
        ("7d", .seconds(604_800)), ("1d1h1m1s1ms", .milliseconds(90_061_001)), ("0s", .zero),
    ]) func durationIsReadAndWritten(text: String, duration: Duration) {
        #expect(Duration(text: text) == duration)
        #expect(duration.text == text)
    }

    @Test(arguments: [
        "", "5", "m", "5 m", "-5m", "1.5h", "5m1h", "5m5m", "5M", "99999999999999999999s", "9999999999999999d", "٥m",
    ])
    func anythingElseIsNone(text: String) {
        #expect(Duration(text: text) == nil)
    }
}
