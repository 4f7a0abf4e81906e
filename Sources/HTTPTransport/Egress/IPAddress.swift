import Glibc

/// An address of the Internet Protocol, as the number that it is.
package enum IPAddress: Sendable, Hashable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads the usual spelling only: four decimal numbers without leading zeros, or IPv6 without brackets and zone.
    package init?(_ text: String) {
        // Safe: each of the two takes exactly the bytes that inet_pton writes for its family.
        var (v4, v6) = (UInt32(), UInt128())
        if inet_pton(AF_INET, text, &v4) == 1 {
            self = .v4(UInt32(bigEndian: v4))
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self = .v6(UInt128(bigEndian: v6))
        } else {
            return nil
        }
    }

    /// The IPv4 address that an IPv6 address stands for: who connects to this one ends at that one.
    var embedded: IPAddress? {
        guard case .v6(let bits) = self else { return nil }
        switch bits >> 32 {
        case 0 where bits > 1: return .v4(UInt32(truncatingIfNeeded: bits))  // ::a.b.c.d, RFC 4291 2.5.5.1
        case 0xFFFF, 0xFFFF << 16: return .v4(UInt32(truncatingIfNeeded: bits))  // ::ffff:a.b.c.d, ::ffff:0:a.b.c.d
        case 0x64_FF9B << 64: return .v4(UInt32(truncatingIfNeeded: bits))  // 64:ff9b::a.b.c.d, NAT64, RFC 6052
        default: break
        }
        switch bits >> 80 {
        case 0x64_FF9B_0001: return .v4(UInt32(truncatingIfNeeded: bits))  // 64:ff9b:1::/48, NAT64, RFC 8215
        default: break
        }
        // 2002:aabb:ccdd::, 6to4, RFC 3056
        return bits >> 112 == 0x2002 ? .v4(UInt32(truncatingIfNeeded: bits >> 80)) : nil
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        switch self {
        case .v4(let bits): Self.text(bits.bigEndian, AF_INET)
        case .v6(let bits): Self.text(bits.bigEndian, AF_INET6)
        }
    }

    private static func text<Bits>(_ bits: Bits, _ family: Int32) -> String {
        // Safe: inet_ntop reads as many bytes as the family's number has, and ends its text, which is never longer than this.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            withUnsafePointer(to: bits) { bits in
                inet_ntop(family, bits, buffer.baseAddress, socklen_t(buffer.count)).map { String(cString: $0) } ?? ""
            }
        }
    }
}
