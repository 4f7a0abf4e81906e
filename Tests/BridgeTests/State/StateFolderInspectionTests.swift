import Bridge
import Glibc
import TestSupport
import Testing

@Suite struct StateFolderInspectionTests {
    @Test func lookingChangesNothingAndTakesNothing() throws {
        let folder = try TemporaryFolder()
        let inspection = StateFolderInspection(of: folder.path("a/b"))
        #expect(inspection.folder == .missing(within: folder.root))
        #expect(inspection.holder == nil)
        #expect(try folder.names == [])
        #expect(try #require(inspection.free) > 0)
    }

    @Test func whoHoldsItIsSeenWithoutAsking() throws {
        let folder = try TemporaryFolder()
        let held = try StateFolder(folder.root)
        #expect(StateFolderInspection(of: folder.root).holder == getpid())
        #expect(StateFolderInspection(of: folder.root).folder == .usable)
        withExtendedLifetime(held) {}
    }

    @Test func aHolderThatIsGoneIsNone() throws {
        let folder = try TemporaryFolder()
        do { _ = try StateFolder(folder.root) }
        #expect(StateFolderInspection(of: folder.root).holder == nil)
    }

    @Test func aFileInItsPlaceIsNoFolder() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "file")
        #expect(
            StateFolderInspection(of: file).folder == .unusable(path: file, reason: String(cString: strerror(ENOTDIR))))
    }
}
