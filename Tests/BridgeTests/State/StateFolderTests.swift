import Bridge
import Glibc
import TestSupport
import Testing

@Suite struct StateFolderTests {
    @Test func itIsMadeForItsOwnerAlone() throws {
        let folder = try TemporaryFolder()
        let state = try StateFolder(folder.root + "/a/b")
        #expect(try folder.permissions("a/b") == 0o700)
        #expect(try folder.permissions("a/b/lock") == 0o600)
        withExtendedLifetime(state) {}
    }

    @Test func aSecondOneIsRefusedByName() throws {
        let folder = try TemporaryFolder()
        let first = try StateFolder(folder.root)
        #expect(throws: StateFolderError.inUse(path: folder.root, owner: "\(getpid())")) {
            try StateFolder(folder.root)
        }
        withExtendedLifetime(first) {}
    }

    @Test func lettingGoOfItLetsTheNextOneIn() throws {
        let folder = try TemporaryFolder()
        do { _ = try StateFolder(folder.root) }
        #expect(throws: Never.self) { try StateFolder(folder.root) }
    }

    @Test func itCanBeLetGoBeforeItsOwnerIsGone() throws {
        let folder = try TemporaryFolder()
        let first = try StateFolder(folder.root)
        first.release()
        let second = try StateFolder(folder.root)
        withExtendedLifetime(first) {}
        #expect(throws: StateFolderError.self) { try StateFolder(folder.root) }
        withExtendedLifetime(second) {}
    }

    @Test func aFileInItsPlaceIsRefused() throws {
        let folder = try TemporaryFolder()
        close(open(folder.root + "/file", O_CREAT | O_WRONLY, 0o600))
        #expect(throws: StateFolderError.self) { try StateFolder(folder.root + "/file") }
    }
}
