/// Addresses that nothing is ever sent to under an ``EgressPolicy``: no receiver of messages lives there, and whoever could
/// make a request go there would talk to the cloud about the machine itself.
package enum ReservedRange: Sendable, Hashable, CaseIterable {
    case unspecified
    case linkLocal
    case metadata
    case multicast
    case unassigned

    static func containing(_ address: IPAddress) -> ReservedRange? {
        allCases.first { $0.ranges.contains { $0.contains(address) } }
    }

    private var ranges: [AddressRange] {
        switch self {
        case .unspecified: Self.unspecifiedRanges
        case .linkLocal: Self.linkLocalRanges
        case .metadata: Self.metadataRanges
        case .multicast: Self.multicastRanges
        case .unassigned: Self.unassignedRanges
        }
    }

    /// To the kernel, another word for this machine.
    private static let unspecifiedRanges = [AddressRange(.v4(0), 8), AddressRange(.v6(0), 128)]

    /// Where most clouds keep their metadata, as 169.254.169.254.
    private static let linkLocalRanges = [AddressRange(.v4(0xA9FE_0000), 16), AddressRange(.v6(0xFE80 << 112), 10)]

    /// Where the others keep it.
    private static let metadataRanges = [
        AddressRange(.v4(0x6464_64C8), 32),  // 100.100.100.200, Alibaba Cloud
        AddressRange(.v4(0xA83F_8110), 32),  // 168.63.129.16, Azure's platform
        AddressRange(.v4(0xC000_00C0), 32),  // 192.0.0.192, Oracle Cloud before it was link-local
        AddressRange(.v6(0xFD00_0EC2 << 96), 32),  // fd00:ec2::254 and its neighbours, AWS
        AddressRange(.v6(0xFD20_00CE << 96 | 0x254), 128),  // fd20:ce::254, Google Cloud
        AddressRange(.v6(0xFD00_00C1 << 96 | 0xA9FE_A9FE), 128),  // fd00:c1::a9fe:a9fe, Oracle Cloud
        AddressRange(.v6(0xFD00_0042 << 96 | 0x42), 128),  // fd00:42::42, Scaleway
    ]

    private static let multicastRanges = [AddressRange(.v4(0xE000_0000), 4), AddressRange(.v6(0xFF << 120), 8)]

    /// 240.0.0.0/4, with the broadcast address.
    private static let unassignedRanges = [AddressRange(.v4(0xF000_0000), 4)]
}

extension ReservedRange: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unspecified: "no machine's address"
        case .linkLocal: "a link-local address, where clouds keep their metadata"
        case .metadata: "a cloud's metadata service"
        case .multicast: "a multicast address"
        case .unassigned: "a reserved or broadcast address"
        }
    }
}
