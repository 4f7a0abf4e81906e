/// The addresses that begin with the same bits: `10.0.0.0/8`.
package struct AddressRange: Sendable, Hashable {
    let first: IPAddress
    /// How many bits are the same.
    let length: Int

    /// - Parameter length: at most what the address has; the bits behind it are 0.
    init(_ first: IPAddress, _ length: Int) {
        (self.first, self.length) = (first, length)
    }

    /// Reads `10.0.0.0/8`, `fc00::/7`, or an address alone.
    package init(_ text: String) throws(Fault) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { throw .malformed }
        let length = try parts.count == 1 ? address.width : Self.length(parts[1], upTo: address.width)
        let first = address.prefix(length)
        guard first == address else { throw .hostBits(AddressRange(first, length)) }
        // What is embedded is judged, not what it is embedded in.
        guard first.embedded == nil else { throw .embedded }
        self.init(first, length)
    }

    /// What is wrong with a text.
    package enum Fault: Error, Sendable, Equatable {
        case malformed
        /// There are bits behind the prefix; what was probably meant.
        case hostBits(AddressRange)
        /// IPv6 spellings of IPv4 addresses: the IPv4 range counts.
        case embedded
    }

    func contains(_ address: IPAddress) -> Bool {
        address.width == first.width && address.prefix(length) == first
    }

    private static func length(_ text: Substring, upTo most: Int) throws(Fault) -> Int {
        guard let length = Int(text), (0...most).contains(length), "\(length)" == text else { throw .malformed }
        return length
    }
}

extension AddressRange: CustomStringConvertible {
    package var description: String { length == first.width ? "\(first)" : "\(first)/\(length)" }
}

extension IPAddress {
    fileprivate var width: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// With zeros behind the first bits.
    fileprivate func prefix(_ length: Int) -> IPAddress {
        switch self {
        case .v4(let bits): .v4(bits & ~(UInt32.max >> length))
        case .v6(let bits): .v6(bits & ~(UInt128.max >> length))
        }
    }
}
