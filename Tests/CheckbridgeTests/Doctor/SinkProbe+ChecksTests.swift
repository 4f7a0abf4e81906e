import BridgeCore
import HTTPTransport
import Sinks
import Testing

@testable import checkbridge

@Suite struct SinkProbeChecksTests {
    private static let now = Timestamp(seconds: 1_763_712_550)

    private func check(_ name: Check.Name, of probe: SinkProbe) -> Check? {
        probe.checks(at: Self.now).first { $0.name == name }
    }

    private func probe(connection: Result<ConnectionReport, HTTPTransportError>? = nil) -> SinkProbe {
        var probe = SinkProbe()
        probe.connection = connection
        return probe
    }

    @Test(arguments: [(Int64(14), Check.Verdict.ok), (13, .warning), (0, .warning)])
    func aCertificateThatEndsSoonIsAWarning(days: Int64, verdict: Check.Verdict) throws {
        let end = Self.now.seconds + days * 86_400 + 10
        let check = check(
            .certificate, of: probe(connection: .success(.init(address: "1.2.3.4", certificateEnd: end))))
        #expect(check?.verdict == verdict)
        #expect(check?.facts == [.count("days_left", days)])
    }

    @Test func withoutTLSThereIsNoCertificate() {
        let probe = probe(connection: .success(.init(address: "1.2.3.4")))
        #expect(check(.certificate, of: probe) == nil)
        #expect(check(.connection, of: probe)?.verdict == .ok)
    }

    @Test func whereNothingIsKnownOfTheURLNothingIsTried() {
        var probe = probe()
        probe.secrets = .unreadable(path: "/run/secrets/url", why: "no such file")
        #expect(check(.secrets, of: probe)?.verdict == .failed)
        #expect(check(.secrets, of: probe)?.message.contains("/run/secrets/url") == true)
        #expect(check(.url, of: probe) == nil)
        #expect(check(.connection, of: probe)?.verdict == .skipped)
    }

    @Test(arguments: [(true, Check.Verdict.failed), (false, .warning)])
    func aDoubtIsAWarningAndACertaintyAFailure(isCertain: Bool, verdict: Check.Verdict) {
        var probe = probe()
        probe.objection = SinkObjection("odd", advice: "Look.", isCertain: isCertain)
        #expect(check(.url, of: probe)?.verdict == verdict)
    }

    @Test(arguments: [
        (HTTPTransportError.resolve(), "DNS"), (.tls(), "certificate"), (.connect(), "firewalls"),
        (.timeout(connecting: true), "firewalls"), (.invalidRequest("x"), "url"),
    ])
    func whatFailedOnTheWayComesWithWhereToLook(error: HTTPTransportError, word: String) {
        let check = check(.connection, of: probe(connection: .failure(error)))
        #expect(check?.verdict == .failed)
        #expect(check?.advice?.contains(word) == true)
    }
}
