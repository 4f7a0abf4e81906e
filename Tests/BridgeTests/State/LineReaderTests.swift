import TestSupport
import Testing

@testable import Bridge

@Suite struct LineReaderTests {
    private func lines(_ text: [UInt8]?) throws -> [(count: Int, isWhole: Bool)] {
        let disk = FrozenDisk(files: text.map { [StateFile.journal.rawValue: $0] } ?? [:])
        return try VirtualRun()() {
            var reader = LineReader(.journal, on: disk)
            var lines: [(Int, Bool)] = []
            while let line = try await reader.next() { lines.append((line.bytes.count, line.isWhole)) }
            return lines
        }
    }

    @Test func aLineFeedEndsALine() throws {
        let found = try lines(Array("one\n\nthree\n".utf8))
        #expect(found.map(\.count) == [3, 0, 5])
        #expect(found.map(\.isWhole) == [true, true, true])
    }

    @Test func theLastLineOfATornFileIsNotWhole() throws {
        #expect(try lines(Array("one\ntw".utf8)).map(\.isWhole) == [true, false])
    }

    @Test func aLineMayReachOverManyPieces() throws {
        let long = [UInt8](repeating: 0x61, count: 3 << 20)
        let found = try lines(long + [0x0A] + Array("b\n".utf8))
        #expect(found.map(\.count) == [3 << 20, 1])
    }

    @Test func aFileThatIsNotThereHasNoLines() throws {
        #expect(try lines(nil).isEmpty)
    }
}
