import HTTPTransport
import Testing

@testable import checkbridge

@Suite struct EgressConfigurationTests {
    private func parse(_ egress: String) throws -> EgressPolicy {
        try Sample(top: "egress: \(egress)").parse().egress
    }

    @Test func withoutItEverythingIsAllowedThatCanBe() throws {
        #expect(try Sample().parse().egress == EgressPolicy())
    }

    @Test func rangesAddressesAndWordsAreRead() throws {
        let policy = try parse("{allow: [10.1.0.0/16, \"fd12::/16\", 192.0.2.7], deny: [private, loopback]}")
        let allow = try ["10.1.0.0/16", "fd12::/16", "192.0.2.7"].map { try AddressRange($0) }
        #expect(policy.allow == allow)
        #expect(policy.deny == .privateNetworks + .loopback)
    }

    @Test(arguments: [
        ("{allow: [10.1.2.3/8]}", "did you mean \"10.0.0.0/8\"?"), ("{deny: [siem.example]}", "no names"),
        ("{deny: [010.0.0.0/8]}", "is not a range"), ("{deny: [\"fe80::1%eth0\"]}", "is not a range"),
        ("{deny: [\"::ffff:10.0.0.0/104\"]}", "in the guise of IPv6"), ("{deny: [10]}", "must be a range"),
        ("{allow: []}", "must not be empty"), ("{allow: 10.0.0.0/8}", "must be a list"), ("{alow: []}", "unknown key"),
        ("{allow: [10.0.0.0/8], deny: [private]}", "10.0.0.0/8 is allowed and denied"),
    ])
    func whatIsWrongIsSaidWithItsPlace(egress: String, words: String) {
        let complaints = Sample(top: "egress: \(egress)").complaints()
        #expect(complaints.count == 1)
        #expect(complaints[0].hasPrefix("c.yaml:8:") && complaints[0].contains(words), "\(complaints)")
    }
}
