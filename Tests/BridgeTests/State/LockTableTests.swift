import Testing

@testable import Bridge

@Suite struct LockTableTests {
    private let table = LockTable(
        """
        1: POSIX  ADVISORY  WRITE 11 fe:01:700 0 EOF
        2: FLOCK  ADVISORY  WRITE 22 fe:01:701 0 EOF
        2: -> FLOCK  ADVISORY  WRITE 33 fe:01:702 0 EOF
        3: OFDLCK ADVISORY  READ  -1 fe:01:703 0 0
        not a lock
        """)

    @Test(arguments: [(700, nil), (701, 22), (702, nil), (703, nil), (1, nil)] as [(UInt64, Int32?)])
    func onlyTheHolderOfAWholeFileCounts(inode: UInt64, process: Int32?) {
        #expect(table.holder(ofInode: inode) == process)
    }

    @Test func whereTheKernelDoesNotTellNobodyHoldsAnything() {
        #expect(LockTable("").holder(ofInode: 701) == nil)
    }
}
