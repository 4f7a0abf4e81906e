import Testing

@testable import Bridge

@Suite struct MountTableTests {
    private let table = MountTable(
        mountinfo: """
            22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
            30 22 0:30 / /data rw shared:9 master:2 - nfs4 10.0.0.1:/export rw,vers=4.2
            31 30 0:31 / /data/local rw - xfs /dev/vdb rw
            32 22 0:32 / /mnt/bucket rw - fuse.ossfs ossfs rw
            33 22 0:33 / /over rw - ext4 /dev/vdc rw
            34 22 0:34 / /over rw - cifs //host/share rw
            not a mount
            """)

    @Test(arguments: [
        ("/var/lib", "ext4"), ("/data", "nfs4"), ("/data/x", "nfs4"), ("/data/local/x", "xfs"),
        ("/database", "ext4"), ("/mnt/bucket/state", "fuse.ossfs"), ("/over/x", "cifs"),
    ])
    func theNearestMountAboveCounts(path: String, type: String) {
        #expect(table.type(of: path) == type)
    }

    @Test func networkFileSystemsAreKnownByName() {
        #expect(table.networkFileSystem(of: "/data") == "nfs4")
        #expect(table.networkFileSystem(of: "/mnt/bucket") == "fuse.ossfs")
        #expect(table.networkFileSystem(of: "/data/local") == nil)
    }

    @Test func whereTheKernelDoesNotTellNothingIsRefused() {
        #expect(MountTable(mountinfo: "").networkFileSystem(of: "/data") == nil)
    }
}
