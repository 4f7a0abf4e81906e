import HTTPTransport
import Testing

@Suite struct EgressPolicyTests {
    private func verdict(_ address: String, _ policy: EgressPolicy = EgressPolicy()) throws -> EgressPolicy.Verdict {
        policy.verdict(on: try #require(IPAddress(address)))
    }

    private func denied(_ range: String) -> EgressPolicy.Verdict? {
        (try? AddressRange(range)).map { .refused(.denied($0)) }
    }

    private static let everything = [
        "0.0.0.0/0", "::/0", "169.254.0.0/16", "100.100.100.200", "fe80::/10", "fd00:ec2::254",
    ]

    @Test(arguments: [
        ("0.0.0.0", ReservedRange.unspecified), ("0.1.2.3", .unspecified), ("::", .unspecified),
        ("169.254.0.0", .linkLocal), ("169.254.169.254", .linkLocal), ("169.254.170.2", .linkLocal),
        ("169.254.255.255", .linkLocal), ("fe80::1", .linkLocal), ("febf:ffff::1", .linkLocal),
        ("100.100.100.200", .metadata), ("168.63.129.16", .metadata), ("192.0.0.192", .metadata),
        ("fd00:ec2::254", .metadata), ("fd00:ec2::23", .metadata), ("fd20:ce::254", .metadata),
        ("fd00:c1::a9fe:a9fe", .metadata), ("fd00:42::42", .metadata),
        ("224.0.0.1", .multicast), ("239.255.255.250", .multicast), ("ff02::1", .multicast),
        ("240.0.0.1", .unassigned), ("255.255.255.255", .unassigned),
        ("::ffff:169.254.169.254", .linkLocal), ("::ffff:0:169.254.169.254", .linkLocal),
        ("::169.254.169.254", .linkLocal), ("64:ff9b::100.100.100.200", .metadata),
        ("64:ff9b:1::169.254.169.254", .linkLocal), ("2002:6464:64c8::", .metadata), ("::ffff:0.0.0.0", .unspecified),
        ("::ffff:255.255.255.255", .unassigned), ("2002:e000:1::1", .multicast),
    ])
    func someAddressesAreRefusedWhateverIsAllowed(address: String, range: ReservedRange) throws {
        #expect(try verdict(address) == .refused(.reserved(range)))
        let generous = EgressPolicy(allow: try Self.everything.map { try AddressRange($0) })
        #expect(try verdict(address, generous) == .refused(.reserved(range)))
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.255", "::1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1",
        "100.100.100.199", "100.100.100.201", "169.253.255.255", "169.255.0.0", "168.63.129.15", "fd12:3456::1",
        "fd00:ec3::254", "fec0::1", "1.0.0.0", "223.255.255.255", "203.0.113.9", "2001:db8::1", "2606:4700::1",
        "::ffff:127.0.0.1", "64:ff9b::203.0.113.9", "2002:cb00:7109::1",
    ])
    func allOthersAreAllowedUnlessSomethingIsSaid(address: String) throws {
        #expect(try verdict(address) == .allowed)
    }

    @Test func whatIsDeniedIsRefusedAndTheRestIsNot() throws {
        let policy = EgressPolicy(deny: .privateNetworks)
        #expect(try verdict("10.1.2.3", policy) == denied("10.0.0.0/8"))
        #expect(try verdict("172.20.0.1", policy) == denied("172.16.0.0/12"))
        #expect(try verdict("100.118.0.1", policy) == denied("100.64.0.0/10"))
        #expect(try verdict("fd12::1", policy) == denied("fc00::/7"))
        #expect(try verdict("::ffff:192.168.1.1", policy) == denied("192.168.0.0/16"))
        #expect(try verdict("203.0.113.9", policy) == .allowed)
        #expect(try verdict("127.0.0.1", policy) == .allowed)
        #expect(try verdict("127.0.0.1", EgressPolicy(deny: .loopback)) != .allowed)
    }

    @Test func whatIsAllowedIsAllThatIs() throws {
        let policy = EgressPolicy(allow: [try AddressRange("10.1.0.0/16"), try AddressRange("2001:db8::/32")])
        #expect(try verdict("10.1.2.3", policy) == .allowed)
        #expect(try verdict("64:ff9b::10.1.2.3", policy) == .allowed)
        #expect(try verdict("2001:db8::1", policy) == .allowed)
        #expect(try verdict("10.2.0.0", policy) == .refused(.notAllowed))
        #expect(try verdict("2001:db9::1", policy) == .refused(.notAllowed))
        #expect(try verdict("203.0.113.9", EgressPolicy(allow: [])) == .refused(.notAllowed))
    }

    @Test func theNarrowerRangeDecides() throws {
        let policy = EgressPolicy(
            allow: [try AddressRange("0.0.0.0/0"), try AddressRange("10.1.2.0/24")],
            deny: [try AddressRange("10.0.0.0/8"), try AddressRange("10.1.2.3")])
        #expect(try verdict("203.0.113.9", policy) == .allowed)
        #expect(try verdict("10.9.9.9", policy) == denied("10.0.0.0/8"))
        #expect(try verdict("10.1.2.4", policy) == .allowed)
        #expect(try verdict("10.1.2.3", policy) == denied("10.1.2.3"))
    }

    @Test func betweenEqualRangesDenyDecides() throws {
        let range = try AddressRange("10.0.0.0/8")
        #expect(try verdict("10.1.2.3", EgressPolicy(allow: [range], deny: [range])) == .refused(.denied(range)))
        let all = try AddressRange("0.0.0.0/0")
        #expect(try verdict("10.1.2.3", EgressPolicy(allow: [all], deny: [all])) == .refused(.denied(all)))
    }
}
