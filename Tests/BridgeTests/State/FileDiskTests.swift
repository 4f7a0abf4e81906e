import Bridge
import Glibc
import TestSupport
import Testing

@Suite struct FileDiskTests {
    @Test func whatIsPublishedTakesThePlaceOfWhatWasThere() async throws {
        let folder = try TemporaryFolder()
        let disk = FileDisk(try StateFolder(folder.root))
        for text in ["first", "second"] {
            let file = try await disk.create(.checkpoint)
            try await disk.append(Array(text.utf8), to: file)
            try await disk.publish(file)
            await disk.close(file)
        }
        #expect(try await disk.read(.checkpoint, from: 0, atMost: 100) == Array("second".utf8))
        #expect(access(folder.root + "/cursor.json.new", F_OK) != 0)
    }

    @Test func filesAreForTheirOwnerAlone() async throws {
        let folder = try TemporaryFolder()
        let disk = FileDisk(try StateFolder(folder.root))
        let file = try await disk.create(.journal)
        try await disk.publish(file)
        await disk.close(file)
        #expect(try folder.permissions("cursor.journal") == 0o600)
    }

    @Test func aCreatedFileIsNotSeenBeforeItIsPublished() async throws {
        let folder = try TemporaryFolder()
        let disk = FileDisk(try StateFolder(folder.root))
        let file = try await disk.create(.journal)
        try await disk.append([1], to: file)
        #expect(try await disk.read(.journal, from: 0, atMost: 1) == nil)
        await disk.close(file)
    }

    @Test func aReopenedFileGoesOnBehindItsWholeCommits() async throws {
        let folder = try TemporaryFolder()
        let disk = FileDisk(try StateFolder(folder.root))
        let file = try await disk.create(.journal)
        try await disk.append(Array("whole torn".utf8), to: file)
        try await disk.publish(file)
        await disk.close(file)
        let again = try await disk.reopen(.journal, length: 6)
        try await disk.append(Array("more".utf8), to: again)
        try await disk.sync(again)
        await disk.close(again)
        #expect(try await disk.read(.journal, from: 0, atMost: 100) == Array("whole more".utf8))
    }

    @Test func itReadsPieceByPiece() async throws {
        let folder = try TemporaryFolder()
        let disk = FileDisk(try StateFolder(folder.root))
        let file = try await disk.create(.journal)
        try await disk.append(Array("abcdef".utf8), to: file)
        try await disk.publish(file)
        await disk.close(file)
        #expect(try await disk.read(.journal, from: 2, atMost: 2) == Array("cd".utf8))
        #expect(try await disk.read(.journal, from: 6, atMost: 2) == [])
        #expect(try await disk.read(.checkpoint, from: 0, atMost: 2) == nil)
    }

    @Test func whatTheSystemSaysIsToldWithThePath() async throws {
        let folder = try TemporaryFolder()
        let disk = FileDisk(reading: folder.root + "/gone")
        let error = await #expect(throws: DiskError.self) { try await disk.create(.journal) }
        #expect(error?.reason == "No such file or directory")
        #expect(error?.path == folder.root + "/gone/cursor.journal")
    }

    @Test func aFullDiskIsTold() async throws {
        let descriptor = open("/dev/full", O_WRONLY)
        let disk = FileDisk(reading: "/dev")
        let file = OpenFile(descriptor: descriptor, file: .journal)
        let error = await #expect(throws: DiskError.self) { try await disk.append([1], to: file) }
        #expect(error?.reason == "No space left on device")
        await disk.close(file)
    }
}
