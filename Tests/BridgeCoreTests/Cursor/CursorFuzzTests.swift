import BridgeCore
import TestSupport
import Testing

/// Damaged files of the cursor: they are read, salvaged or refused, and never end the process.
@Suite struct CursorFuzzTests {
    private static let written = (1...3).compactMap { try? WrittenCursor(seed: $0, head: 8, tail: 6) }
    private static let words =
        Mutator.jsonWords + [
            "4294967295", "18446744073709551615", "-9223372036854775808", #""seq":"#, #""end":true"#, #","crc":""#,
            #"],"count":"#, #"{"text":0"#, #""number":"#, #""scope":"#, "\n", "\n\n",
        ]

    @Test func damagedCheckpoints() throws {
        #expect(Self.written.count == 3)
        let corpus = Self.written.map { Array($0.checkpoint.joined(separator: [0x0A])) }
        Fuzzer("checkpoint", corpus: corpus, words: Self.words).run(few: 1500) { bytes in
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            var reader = CheckpointReader()
            for line in lines { guard (try? reader.read(line)) != nil else { break } }
            let cursor = try? reader.finish()
            let salvage = Self.salvaged(lines)
            // What the strict reader takes, the lenient one finds nothing wrong with.
            if cursor != nil { #expect(salvage.flaws.isEmpty, "\(String(decoding: bytes, as: UTF8.self))") }
        }
    }

    /// Every line with the right checksum, so that what it says is reached, whatever it says.
    @Test func recordsThatMakeNoSense() throws {
        let corpus = Self.written.flatMap { $0.checkpoint.dropFirst().dropLast() }.map { line in
            Array(line.first == .comma ? line.dropFirst() : line[...])
        }
        Fuzzer("records", corpus: corpus, words: Self.words).run(few: 4000) { bytes in
            var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
            for _ in 1...2 {
                var scanner = JSONScanner(bytes)
                guard let record = try? CursorRecord(from: &scanner) else { return }
                try? cursor.apply(record)
            }
        }
    }

    @Test func damagedJournals() throws {
        for written in Self.written {
            let corpus = [Array(written.journal.joined(separator: [0x0A])) + [0x0A]]
            let first = Self.salvaged(written.checkpoint.map { $0[...] })
            Fuzzer("journal", corpus: corpus, words: Self.words).run(few: 500) { bytes in
                var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                let isTorn = lines.popLast().map { !$0.isEmpty } ?? false
                var replay = JournalReplay(onto: first.cursor, previous: "zeroth")
                var salvage = JournalSalvage(onto: first.salvage)
                for (number, line) in lines.enumerated() {
                    let isWhole = !isTorn || number < lines.count - 1
                    salvage.read(line, isWhole: isWhole)
                    if (try? replay.read(line, isWhole: isWhole)) == nil { break }
                }
                salvage.finish()
                #expect(replay.tornBytes >= 0)
            }
        }
    }

    /// Every line with the right checksum again.
    @Test func journalsThatMakeNoSense() throws {
        for written in Self.written {
            let bodies = written.journal.dropFirst().map { Array($0.dropLast(18)) }
            let first = Self.salvaged(written.checkpoint.map { $0[...] })
            Fuzzer("sealed journal", corpus: [Array(bodies.joined(separator: [0x0A]))], words: Self.words).run(few: 500)
            {
                bytes in
                var replay = JournalReplay(onto: first.cursor, previous: "zeroth")
                var salvage = JournalSalvage(onto: first.salvage)
                for line in Self.sealed(bytes, after: first.cursor.identity.checkpoint) {
                    salvage.read(line[...], isWhole: true)
                    if (try? replay.read(line[...], isWhole: true)) == nil { break }
                }
                salvage.finish()
            }
        }
    }

    private static func sealed(_ bytes: [UInt8], after checkpoint: String) -> [[UInt8]] {
        let header = Journal.header(checkpoint: checkpoint)
        var chain = header.chain
        var lines = [Array(header.line.dropLast())]
        for body in bytes.split(separator: 0x0A) {
            chain = CRC32C.checksum(body, after: chain)
            let digits = String(chain, radix: 16)
            let seal = #","crc":""# + String(repeating: "0", count: 8 - digits.count) + digits + "\"}"
            lines.append(body + Array(seal.utf8))
        }
        return lines
    }

    private static func salvaged(_ lines: [ArraySlice<UInt8>]) -> (
        salvage: CheckpointSalvage, flaws: CursorFlaws, cursor: Cursor
    ) {
        var salvage = CheckpointSalvage()
        for line in lines { salvage.read(line) }
        salvage.finish()
        return (salvage, salvage.flaws, JournalSalvage(onto: salvage).cursor)
    }
}

extension UInt8 {
    fileprivate static let comma = UInt8(ascii: ",")
}
