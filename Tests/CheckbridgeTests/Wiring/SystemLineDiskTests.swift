import BridgeCore
import Foundation
import Glibc
import Sinks
import Synchronization
import TestSupport
import Testing

@testable import checkbridge

@Suite struct SystemLineDiskTests {
    private let folder: TemporaryFolder
    private let disk = SystemLineDisk()

    init() throws {
        folder = try TemporaryFolder()
    }

    private func failure(_ work: () throws(LineFileError) -> Void) -> LineFileError? {
        do throws(LineFileError) {
            try work()
            return nil
        } catch {
            return error
        }
    }

    @Test func aNewFileIsItsOwnersOnly() throws {
        let opened = try disk.open(folder.path("a"))
        #expect(opened.size == 0 && opened.endsInLine)
        #expect(try folder.permissions("a") == 0o600)
        disk.close(opened.0)
    }

    @Test func linesGoBehindWhatIsThere() throws {
        let path = try folder.write("old\n", to: "a")
        let (file, size, endsInLine) = try disk.open(path)
        #expect(size == 4 && endsInLine)
        try disk.append(Array("one\n".utf8), to: file)
        try disk.append(Array("two\n".utf8), to: file)
        try disk.sync(file)
        disk.close(file)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old\none\ntwo\n")
    }

    @Test func aTornLineIsSeen() throws {
        #expect(try disk.open(folder.write("{\"to", to: "a")).endsInLine == false)
    }

    @Test func itIsNoticedWhenTheNameLeadsElsewhere() throws {
        let file = try disk.open(folder.path("a")).0
        #expect(disk.isAt(folder.path("a"), file))
        try disk.rename(folder.path("a"), to: folder.path("b"))
        #expect(!disk.isAt(folder.path("a"), file) && disk.isAt(folder.path("b"), file))
        _ = try folder.write("", to: "a")
        #expect(!disk.isAt(folder.path("a"), file))
        disk.close(file)
    }

    @Test func whatIsNotThereIsNeitherRenamedNorRemoved() throws {
        try disk.rename(folder.path("a"), to: folder.path("b"))
        try disk.remove(folder.path("a"))
        try disk.syncFolder(of: folder.path("a"))
        #expect(try folder.names.isEmpty)
    }

    @Test(arguments: [("missing/a", LineFileError.Cause.noFolder), ("file/a", .noFolder), ("", .notAFile)])
    func whereNoFileCanBeItIsSaidWhy(name: String, cause: LineFileError.Cause) throws {
        _ = try folder.write("", to: "file")
        let path = name.isEmpty ? folder.root : folder.path(name)
        #expect(failure { () throws(LineFileError) in _ = try disk.open(path) }?.cause == cause)
        #expect(failure { () throws(LineFileError) in _ = try disk.look(at: path) }?.cause == cause)
    }

    @Test func aPipeIsNoFileAndHoldsUpNobody() throws {
        let path = folder.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        #expect(failure { () throws(LineFileError) in _ = try disk.open(path) }?.cause == .notAFile)
    }

    @Test func aFullDiskIsOneThatIsFull() throws {
        let full = OpenLineFile(descriptor: Glibc.open("/dev/full", O_WRONLY | O_CLOEXEC))
        defer { disk.close(full) }
        let error = failure { () throws(LineFileError) in try disk.append([0x0A], to: full) }
        #expect(error?.cause == .full)
        #expect(error?.path == "/dev/full")
    }

    @Test func lookingMakesNothing() throws {
        #expect(try disk.look(at: folder.path("a")).contains("can be made"))
        #expect(try folder.names.isEmpty)
        #expect(try disk.look(at: folder.write("12345", to: "b")).contains("5 bytes"))
    }

    @Test func severalAtOnceWriteWholeLinesAndRotateOneAfterAnother() async throws {
        let path = folder.path("a")
        let sink = FileSink(.init(name: "log", path: path, maximumBytes: 2000, kept: 100), disk: disk)
        let json = Array("{\"text\":\"\(String(repeating: "x", count: 100))\"}".utf8)
        let delivery = Delivery(content: .event(EncodedEvent(id: "1", json: json)), attempt: 1)
        let delivered = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let count = Mutex(0)
                    await sink.deliver([delivery, delivery]) { reports in
                        count.withLock { $0 += reports.count { $0.outcome == .delivered } }
                    }
                    return count.withLock { $0 }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(delivered == 100)
        let texts = try folder.names.map { try String(contentsOfFile: folder.path($0), encoding: .utf8) }
        #expect(texts.count > 5 && texts.allSatisfy { $0.utf8.count <= 2000 })
        let lines = texts.joined().split(separator: "\n")
        #expect(lines.count == 100 && lines.allSatisfy { Array($0.utf8) == json })
    }
}
