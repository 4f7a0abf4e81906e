import Bridge
import Glibc
import Testing

@Suite struct StateFolderTests {
    @Test func itIsMadeForItsOwnerAlone() throws {
        let folder = try TemporaryFolder()
        let state = try StateFolder(folder.path + "/a/b")
        #expect(try folder.permissions("a/b") == 0o700)
        #expect(try folder.permissions("a/b/lock") == 0o600)
        withExtendedLifetime(state) {}
    }

    @Test func aSecondOneIsRefusedByName() throws {
        let folder = try TemporaryFolder()
        let first = try StateFolder(folder.path)
        #expect(throws: StateFolderError.inUse(path: folder.path, owner: "\(getpid())")) {
            try StateFolder(folder.path)
        }
        withExtendedLifetime(first) {}
    }

    @Test func lettingGoOfItLetsTheNextOneIn() throws {
        let folder = try TemporaryFolder()
        do { _ = try StateFolder(folder.path) }
        #expect(throws: Never.self) { try StateFolder(folder.path) }
    }

    @Test func aFileInItsPlaceIsRefused() throws {
        let folder = try TemporaryFolder()
        close(open(folder.path + "/file", O_CREAT | O_WRONLY, 0o600))
        #expect(throws: StateFolderError.self) { try StateFolder(folder.path + "/file") }
    }
}
