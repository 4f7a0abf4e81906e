import BridgeCore
import Sinks
import Testing

/// What every sink has to pass, over HTTP or not. What HTTP has besides stands in ``SinkConformanceTests``.
@Suite struct EverySinkTests {
    @Test(arguments: EverySink.all)
    func whatIsTakenIsDelivered(sink: EverySink) async throws {
        let made = try sink.willing()
        // A test is made and taken back at once, which one answer to everything cannot play.
        for event in SampleEvent.allCases where event != .sinkTest {
            let outcome = await made.outcome(of: .sample(event))
            #expect([.delivered, .suppressed].contains(outcome?.shape), "\(event): \(String(describing: outcome))")
        }
    }

    @Test(arguments: EverySink.all)
    func whatNobodyTakesStaysOwed(sink: EverySink) async throws {
        let outcome = try await sink.lost().outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: nil, .sink))
        #expect(outcome?.words.isEmpty == false)
    }

    @Test(arguments: EverySink.all)
    func eachOfManyIsReportedOnce(sink: EverySink) async throws {
        let outcomes = try await sink.willing().outcomes(of: (0..<150).map { _ in .sample(.opened) })
        #expect(outcomes == Array(repeating: .delivered, count: 150))
    }

    @Test(arguments: EverySink.all, SinkConformanceTests.hostile)
    func anyTextIsTaken(sink: EverySink, text: String) async throws {
        #expect(try await sink.willing().outcome(of: .noted(text)) == .delivered)
    }

    @Test(arguments: EverySink.all)
    func itsNameAndTypeAreSaidAndNoSecret(sink: EverySink) throws {
        let made = try sink.willing()
        let shown = "\(made) \(String(reflecting: made)) \(made.fingerprint)"
        for secret in SinkUnderTest.secrets { #expect(!shown.contains(secret)) }
    }
}
