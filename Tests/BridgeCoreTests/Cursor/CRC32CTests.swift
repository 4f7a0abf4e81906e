import BridgeCore
import Testing

@Suite struct CRC32CTests {
    /// RFC 3720, appendix B.4, and the check value of the catalogues.
    @Test func knownVectors() {
        #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8a91_36aa)
        #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62a8_ab43)
        #expect(CRC32C.checksum([UInt8](0..<32)) == 0x46dd_794e)
        #expect(CRC32C.checksum([UInt8]((0..<32).reversed())) == 0x113f_db5c)
        #expect(CRC32C.checksum("123456789".utf8) == 0xe306_9283)
        #expect(CRC32C.checksum([]) == 0)
    }

    @Test func bytesThatDoNotStandInOnePlaceCountAsWell() {
        #expect(CRC32C.checksum(AnySequence("123456789".utf8)) == 0xe306_9283)
    }

    @Test func piecesMakeTheWhole() {
        let bytes = Array("123456789".utf8)
        for cut in 0...bytes.count {
            #expect(CRC32C.checksum(bytes[cut...], after: CRC32C.checksum(bytes[..<cut])) == 0xe306_9283)
        }
    }
}
