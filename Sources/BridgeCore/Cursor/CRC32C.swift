/// CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), as RFC 3720 and every storage system use it.
package enum CRC32C {
    /// The checksum of `bytes` after `previous`, which chains one checksum to the one before.
    package static func checksum(_ bytes: some Sequence<UInt8>, after previous: UInt32 = 0) -> UInt32 {
        var register = ~previous
        for byte in bytes { register = table[Int((register ^ UInt32(byte)) & 0xFF)] ^ (register >> 8) }
        return ~register
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { register, _ in
            register & 1 == 1 ? (register >> 1) ^ 0x82F6_3B78 : register >> 1
        }
    }
}
