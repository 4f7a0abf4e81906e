/// One line of the journal, read.
struct JournalLine: Sendable {
    var sequence: UInt64
    var ends: Bool
    var record: CursorRecord

    /// The last bytes of a line, with its line feed: `,"crc":"89abcdef"}`.
    static func seal(_ checksum: UInt32) -> [UInt8] {
        let digits = stride(from: 28, through: 0, by: -4).map { UInt8(hexadecimalDigit: UInt8(checksum >> $0 & 15)) }
        return Array(",\"crc\":\"".utf8) + digits + Array("\"}\n".utf8)
    }

    /// The checksum that the line claims to have; `nil` if it does not end like a line of ours.
    static func claimedChecksum(_ line: ArraySlice<UInt8>) -> UInt32? {
        let seal = line.suffix(18)
        guard seal.count == 18, seal.starts(with: #","crc":""#.utf8), seal.suffix(2).elementsEqual("\"}".utf8)
        else { return nil }
        return UInt32(String(decoding: seal.dropFirst(8).dropLast(2), as: UTF8.self), radix: 16)
    }

    /// Whether the line's bytes have the checksum that it claims, after a line with the checksum `previous`.
    static func isIntact(_ line: ArraySlice<UInt8>, after previous: UInt32) -> Bool {
        claimedChecksum(line) == CRC32C.checksum(line.dropLast(18), after: previous)
    }

    /// Reads an intact line.
    init(_ line: ArraySlice<UInt8>) throws(CursorDamage) {
        var fields = Fields()
        do {
            var scanner = JSONScanner(Array(line))
            try scanner.object { (name, scanner) throws(JSONError) in try fields.read(name, &scanner) }
        } catch {
            throw .unreadable(error.description)
        }
        sequence = fields.sequence
        ends = fields.ends
        guard let range = fields.record else { throw .unreadable("a line without a record") }
        var scanner = JSONScanner(Array(line), in: range)
        record = try CursorRecord(from: &scanner)
    }

    private struct Fields {
        var sequence: UInt64 = 0
        var ends = false
        /// Where the record stands in the line.
        var record: Range<Int>?

        mutating func read(_ name: String, _ scanner: inout JSONScanner) throws(JSONError) {
            switch name {
            case "seq": sequence = try scanner.integer()
            case "end": ends = try scanner.bool()
            case "record": record = try scanner.skip()
            default: try scanner.skip()
            }
        }
    }

    /// The id of the checkpoint that a journal's first line names.
    static func checkpoint(inHeader line: ArraySlice<UInt8>) -> String? {
        (try? JSONValue(parsing: Array(line)))?["journal"]?.string
    }
}
