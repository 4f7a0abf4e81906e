/// Which addresses may be connected to.
///
/// Some never, see ``ReservedRange``. Of the others, those in `allow`, where it is given, and else all; without those in
/// `deny`. Where both have an address, the narrower range decides.
package struct EgressPolicy: Sendable, Hashable {
    /// Nil: everything.
    package var allow: [AddressRange]?
    package var deny: [AddressRange]

    package init(allow: [AddressRange]? = nil, deny: [AddressRange] = []) {
        (self.allow, self.deny) = (allow, deny)
    }

    package enum Verdict: Sendable, Equatable {
        case allowed
        case refused(Reason)
    }

    package enum Reason: Sendable, Hashable {
        /// By whatever policy.
        case reserved(ReservedRange)
        /// By that range of `deny`.
        case denied(AddressRange)
        /// `allow` does not have it.
        case notAllowed
        /// Not an address of the Internet Protocol.
        case unknown
    }

    /// An IPv6 address that stands for an IPv4 address is judged as that one.
    package func verdict(on address: IPAddress) -> Verdict {
        let address = address.embedded ?? address
        if let range = ReservedRange.containing(address) { return .refused(.reserved(range)) }
        let allowed = allow?.narrowest(around: address)
        if let denied = deny.narrowest(around: address), denied.length >= allowed?.length ?? 0 {
            return .refused(.denied(denied))
        }
        return allow == nil || allowed != nil ? .allowed : .refused(.notAllowed)
    }
}

extension [AddressRange] {
    fileprivate func narrowest(around address: IPAddress) -> AddressRange? {
        filter { $0.contains(address) }.max { $0.length < $1.length }
    }

    /// This machine itself.
    package static let loopback = [AddressRange(.v4(0x7F00_0000), 8), AddressRange(.v6(1), 128)]

    /// The networks of organisations: RFC 1918, RFC 6598 (also what Alibaba Cloud's internal services use), RFC 4193.
    package static let privateNetworks = [
        AddressRange(.v4(0x0A00_0000), 8), AddressRange(.v4(0xAC10_0000), 12), AddressRange(.v4(0xC0A8_0000), 16),
        AddressRange(.v4(0x6440_0000), 10), AddressRange(.v6(0xFC << 120), 7),
    ]
}
