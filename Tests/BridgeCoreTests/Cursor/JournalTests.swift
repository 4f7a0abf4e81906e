import BridgeCore
import Testing

@Suite struct JournalTests {
    private let commits: [[CursorRecord]] = [
        (0..<3000).map { .text(number: $0, String(repeating: "text \($0) ", count: 20)) },
        [.source(name: "a", SourceState())],
        [.source(name: "b", SourceState()), .source(name: "c", SourceState())],
    ]

    @Test func framesPutTogetherAreTheLinesOfAllCommits() {
        var (encoder, lines) = (JournalEncoder(chain: 7, sequence: 3), [UInt8]())
        for commit in commits {
            for (number, record) in commit.enumerated() {
                encoder.encode(record, ends: number == commit.count - 1, into: &lines)
            }
        }
        var frames = JournalFrames(of: commits, by: JournalEncoder(chain: 7, sequence: 3))
        var joined: [UInt8] = []
        while let frame = frames.next() { joined += frame }
        #expect(joined == lines)
        #expect(frames.encoder.chain == encoder.chain)
        #expect(frames.encoder.sequence == encoder.sequence)
    }

    @Test func noFrameIsMuchLargerThanAQuarterOfAMegabyte() {
        let sizes = JournalFrames(of: commits, by: JournalEncoder(chain: 0, sequence: 0)).map(\.count)
        #expect(sizes.count > 2)
        #expect(sizes.allSatisfy { $0 < 300 << 10 })
    }

    @Test func noCommitNoFrame() {
        var frames = JournalFrames(of: [], by: JournalEncoder(chain: 0, sequence: 0))
        #expect(frames.next() == nil)
    }
}
