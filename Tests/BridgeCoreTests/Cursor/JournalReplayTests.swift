import BridgeCore
import TestSupport
import Testing

@Suite struct JournalReplayTests {
    /// A journal, and what the cursor was after each of its commits: `images[0]` is the checkpoint.
    private struct Written {
        var base: Cursor
        var bytes: [UInt8]
        var images: [CursorImage]
        /// Where each commit ends; the first is the header's end.
        var ends: [Int]
        var chain: UInt32
    }

    private func write(seed: UInt64, commits: Int, after head: Int = 0) throws -> Written {
        var story = Story(seed: seed)
        for _ in 0..<head { _ = try story.next() }
        let base = story.cursor
        var (bytes, chain) = Journal.header(checkpoint: base.identity.checkpoint)
        var encoder = JournalEncoder(chain: chain, sequence: base.sequence)
        var images = [CursorImage(base)]
        var ends = [bytes.count]
        for _ in 0..<commits {
            let records = try story.next()
            for (number, record) in records.enumerated() {
                encoder.encode(record, ends: number == records.count - 1, into: &bytes)
            }
            images.append(CursorImage(story.cursor))
            ends.append(bytes.count)
        }
        chain = encoder.chain
        return Written(base: base, bytes: bytes, images: images, ends: ends, chain: chain)
    }

    /// Three commits of few bytes, the second of two lines.
    private func writeSmall() throws -> Written {
        var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "first"))
        let base = cursor
        var (bytes, chain) = Journal.header(checkpoint: "first")
        var encoder = JournalEncoder(chain: chain, sequence: 0)
        var (images, ends) = ([CursorImage(base)], [bytes.count])
        for commit in [["a"], ["b", "c"], ["d"]] {
            for text in commit {
                let record = CursorRecord.text(number: UInt32(cursor.texts.texts.count), text)
                encoder.encode(record, ends: text == commit.last, into: &bytes)
                try cursor.apply(record)
            }
            images.append(CursorImage(cursor))
            ends.append(bytes.count)
        }
        chain = encoder.chain
        return Written(base: base, bytes: bytes, images: images, ends: ends, chain: chain)
    }

    private func replay(_ bytes: some Collection<UInt8>, onto cursor: Cursor, previous: String? = nil)
        throws(JournalFlaw) -> JournalReplay
    {
        var replay = JournalReplay(onto: cursor, previous: previous)
        let lines = Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
        for line in lines.dropLast() { try replay.read(line, isWhole: true) }
        if let last = lines.last, !last.isEmpty { try replay.read(last, isWhole: false) }
        return replay
    }

    @Test(arguments: 1...10)
    func whatIsWrittenIsReplayed(seed: UInt64) throws {
        let written = try write(seed: seed, commits: 40)
        let replay = try replay(written.bytes, onto: written.base)
        #expect(CursorImage(replay.cursor) == written.images.last)
        #expect(replay.commits == 40)
        #expect(replay.intactBytes == written.bytes.count)
        #expect(replay.tornBytes == 0)
        #expect(replay.chain == written.chain)
        #expect(replay.continues == "first")
    }

    /// A crash may cut the file anywhere: whole commits stay, and what follows them is reported as torn.
    @Test func aCutAnywhereLeavesWholeCommits() throws {
        try cut(writeSmall(), every: 1)
        try cut(write(seed: 1, commits: 5), every: 499)
    }

    private func cut(_ written: Written, every step: Int) throws {
        for cut in stride(from: written.ends[0], through: written.bytes.count, by: step) {
            let replay = try replay(written.bytes.prefix(cut), onto: written.base)
            let whole = written.ends.lastIndex { $0 <= cut } ?? 0
            #expect(CursorImage(replay.cursor) == written.images[whole], "cut at \(cut)")
            #expect(replay.intactBytes == written.ends[whole])
            #expect(replay.tornBytes == cut - written.ends[whole])
        }
    }

    /// The file is put in place with its header, so that one that is cut inside it is not ours.
    @Test func aCutHeaderIsDamage() throws {
        let written = try write(seed: 1, commits: 1)
        for cut in 1..<written.ends[0] {
            #expect(throws: JournalFlaw.self) { try replay(written.bytes.prefix(cut), onto: written.base) }
        }
    }

    /// After a torn tail was dropped, the next commit goes on where the last whole one ended.
    @Test func writingGoesOnAfterATornTail() throws {
        let written = try write(seed: 2, commits: 5)
        let torn = try replay(written.bytes.dropLast(3), onto: written.base)
        var bytes = Array(written.bytes.prefix(torn.intactBytes))
        var encoder = JournalEncoder(chain: torn.chain, sequence: torn.cursor.sequence)
        encoder.encode(.source(name: "s", SourceState(accountID: "9")), ends: true, into: &bytes)
        let again = try replay(bytes, onto: written.base)
        #expect(again.commits == torn.commits + 1)
        #expect(again.tornBytes == 0)
        #expect(again.cursor.sources["s"]?.accountID == "9")
    }

    /// Whatever bit is flipped: damage is named, or the tail is dropped and reported. Nothing is ever different in silence.
    @Test func everyFlippedBitIsNoticed() throws {
        let written = try writeSmall()
        for byte in written.bytes.indices {
            for bit in 0..<8 {
                var bytes = written.bytes
                bytes[byte] ^= 1 << UInt8(bit)
                guard let replay = try? replay(bytes, onto: written.base) else { continue }
                let whole = try #require(
                    written.images.firstIndex(of: CursorImage(replay.cursor)), "byte \(byte) bit \(bit)")
                let isHarmless = byte < written.ends[0] || bytes[byte].isHexadecimal
                #expect(whole == 3 ? isHarmless : replay.tornBytes > 0, "byte \(byte) bit \(bit)")
            }
        }
    }

    /// A broken line with a valid commit behind it is no torn tail: dropping it would drop what was sent already.
    @Test func aBrokenLineBeforeACommitIsDamage() throws {
        let written = try writeSmall()
        for byte in written.ends[0]..<written.ends[2] where written.bytes[byte] != 0x0A {
            var bytes = written.bytes
            bytes[byte] ^= 1
            let flaw = #expect(throws: JournalFlaw.self, "byte \(byte)") { try replay(bytes, onto: written.base) }
            let start = (bytes[..<byte].lastIndex(of: 0x0A) ?? -1) + 1
            #expect(flaw?.byte == start)
            #expect(flaw?.line == bytes[..<byte].count { $0 == 0x0A } + 1)
        }
    }

    /// The damage is in the checksum itself, and only one commit follows.
    @Test func aBrokenChecksumBeforeTheLastCommitIsDamage() throws {
        var (bytes, chain) = Journal.header(checkpoint: "first")
        let start = bytes.count
        var encoder = JournalEncoder(chain: chain, sequence: 0)
        for name in ["a", "b"] { encoder.encode(.source(name: name, SourceState()), ends: true, into: &bytes) }
        chain = encoder.chain
        let end = try #require(bytes[start...].firstIndex(of: 0x0A))
        bytes[end - 4] = bytes[end - 4] == 0x30 ? 0x31 : 0x30
        #expect(throws: JournalFlaw.self) { try replay(bytes, onto: Story(seed: 1).cursor) }
    }

    @Test func aGapIsDamage() throws {
        for first: UInt64 in [0, 2, 7] {
            var (bytes, chain) = Journal.header(checkpoint: "first")
            var encoder = JournalEncoder(chain: chain, sequence: first &- 1)
            if first > 0 {
                encoder.encode(.source(name: "s", SourceState()), ends: true, into: &bytes)
            } else {
                bytes += sealed(#"{"seq":0,"end":true,"record":{"source":"s"}"#, after: &chain)
            }
            #expect(throws: JournalFlaw.self, "\(first)") { try replay(bytes, onto: Story(seed: 1).cursor) }
        }
    }

    @Test func aMissingLineIsDamage() throws {
        let written = try write(seed: 3, commits: 6)
        var bytes = written.bytes
        bytes.removeSubrange(written.ends[1]..<written.ends[2])
        #expect(throws: JournalFlaw.self) { try replay(bytes, onto: written.base) }
    }

    @Test(arguments: [
        "{}", #"{"record":1}"#, #"{"seq":1,"end":true}"#, #"{"seq":1,"end":true,"record":{"odd":1}}"#,
        #"{"seq":1,"end":true,"record":{"finding":"x","scope":9}}"#,
    ])
    func anIntactLineThatIsNoRecordIsDamage(text: String) {
        var (bytes, chain) = Journal.header(checkpoint: "first")
        bytes += sealed(String(text.dropLast()), after: &chain)
        #expect(throws: JournalFlaw.self) { try replay(bytes, onto: Story(seed: 1).cursor) }
    }

    private func sealed(_ body: String, after chain: inout UInt32) -> [UInt8] {
        chain = CRC32C.checksum(body.utf8, after: chain)
        let digits = String(chain, radix: 16)
        return Array("\(body),\"crc\":\"\(String(repeating: "0", count: 8 - digits.count))\(digits)\"}\n".utf8)
    }

    // MARK: - A crash between replacing the checkpoint and cutting the journal

    @Test(arguments: [0, 1, 3, 6])
    func theJournalOfTheCheckpointBeforeIsReadOn(held: Int) throws {
        let written = try write(seed: 4, commits: 6)
        // The new checkpoint holds the first `held` commits already.
        var base = try replay(written.bytes.prefix(written.ends[held]), onto: written.base).cursor
        base.identity.checkpoint = "second"
        let replay = try replay(written.bytes, onto: base, previous: "first")
        var last = replay.cursor
        last.identity.checkpoint = "first"
        #expect(CursorImage(last) == written.images.last)
        #expect(replay.continues == "first")
        #expect(replay.commits == 6 - held)
        #expect(replay.chain == written.chain)
    }

    @Test func aStrangersJournalIsRefused() throws {
        let written = try write(seed: 5, commits: 1)
        var base = written.base
        base.identity.checkpoint = "second"
        #expect(throws: JournalFlaw.self) { try replay(written.bytes, onto: base) }
        #expect(throws: JournalFlaw.self) { try replay(written.bytes, onto: base, previous: "zeroth") }
    }

    @Test func aJournalBehindItsCheckpointHoldsNothingNew() throws {
        let written = try write(seed: 6, commits: 4)
        let all = try replay(written.bytes, onto: written.base).cursor
        let replay = try replay(written.bytes.prefix(written.ends[2]), onto: all)
        #expect(CursorImage(replay.cursor) == CursorImage(all))
        #expect(replay.tornBytes == 0)
    }
}

extension UInt8 {
    /// The case of a checksum's digit says nothing.
    fileprivate var isHexadecimal: Bool {
        UInt8(ascii: "A")...UInt8(ascii: "F") ~= self || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self
    }
}
