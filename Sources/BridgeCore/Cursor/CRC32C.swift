/// CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), as RFC 3720 and every storage system use it.
package enum CRC32C {
    /// The checksum of `bytes` after `previous`, which chains one checksum to the one before.
    package static func checksum(_ bytes: some Sequence<UInt8>, after previous: UInt32 = 0) -> UInt32 {
        let inOnePiece = bytes.withContiguousStorageIfAvailable { update(~previous, with: $0.span) }
        return ~(inOnePiece ?? bytes.reduce(~previous) { update($0, with: $1, tables) })
    }

    /// Eight bytes at a time ("slicing by 8", Kounavis and Berry): the journal's checksums cost as much as its encoding
    /// otherwise.
    private static func update(_ start: UInt32, with bytes: Span<UInt8>) -> UInt32 {
        let tables = tables
        var register = start
        var index = 0
        while index + 8 <= bytes.count {
            let low = register ^ word(bytes, at: index)
            let high = word(bytes, at: index + 4)
            register = moved(low, by: 4, tables) ^ moved(high, by: 0, tables)
            index += 8
        }
        while index < bytes.count {
            register = update(register, with: bytes[index], tables)
            index += 1
        }
        return register
    }

    /// What four bytes do to the register when so many others come behind them.
    private static func moved(_ word: UInt32, by count: Int, _ tables: [UInt32]) -> UInt32 {
        let near = tables[(count + 1) << 8 | Int(word >> 16 & 0xFF)] ^ tables[count << 8 | Int(word >> 24)]
        let far = tables[(count + 3) << 8 | Int(word & 0xFF)] ^ tables[(count + 2) << 8 | Int(word >> 8 & 0xFF)]
        return near ^ far
    }

    private static func update(_ register: UInt32, with byte: UInt8, _ tables: [UInt32]) -> UInt32 {
        tables[Int((register ^ UInt32(byte)) & 0xFF)] ^ (register >> 8)
    }

    /// Four bytes, the first of them lowest.
    private static func word(_ bytes: Span<UInt8>, at index: Int) -> UInt32 {
        UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
            | UInt32(bytes[index + 3]) << 24
    }

    /// Eight tables of 256, one after another: the n-th says what a byte does to the register n bytes later.
    private static let tables: [UInt32] = {
        var tables = (0..<256).map { start in (0..<8).reduce(UInt32(start)) { register, _ in shifted(register) } }
        for index in 256..<2048 {
            let before = tables[index - 256]
            tables.append(tables[Int(before & 0xFF)] ^ (before >> 8))
        }
        return tables
    }()

    private static func shifted(_ register: UInt32) -> UInt32 {
        register & 1 == 1 ? (register >> 1) ^ 0x82F6_3B78 : register >> 1
    }
}
