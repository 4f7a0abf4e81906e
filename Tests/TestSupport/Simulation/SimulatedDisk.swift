package import Bridge

/// A disk that keeps what was synced, loses or tears the rest when the power fails, and refuses work now and then.
package final class SimulatedDisk: @unchecked Sendable {
    /// A file's bytes: what a reader sees, and what a loss of power leaves.
    final class Inode {
        /// Told apart by number: an address comes back.
        let number: Int
        var visible: [UInt8] = []
        var durable: [UInt8] = []
        /// A sync of it failed: nobody knows what it holds, so nobody may write it again.
        var isBroken = false
        /// Pages that a failed sync dropped: no later sync writes them.
        var dropped: Range<Int>?

        init(number: Int) { self.number = number }
    }

    /// What the disk is like for a while.
    package enum Trouble: String, CaseIterable, Sendable { case full, readOnly, syncFails }

    package var trouble: Trouble?
    let chaos: Chaos
    let time: VirtualTime
    /// Called when more than before would survive a loss of power.
    var onDurable: () -> Void = {}
    private(set) var names: [String: Inode] = [:]
    private(set) var durableNames: [String: Inode] = [:]
    private var open: [Int32: Inode] = [:]
    private var inodes = 0
    private var nextDescriptor: Int32 = 3
    /// How many syncs there were, folders not counted.
    package private(set) var syncs = 0
    /// The sizes of the largest journal and checkpoint, in bytes.
    package private(set) var largest = 0
    package private(set) var largestCheckpoint = 0

    package init(_ chaos: Chaos, _ time: VirtualTime) {
        self.chaos = chaos
        self.time = time
    }

    /// The disk as one process sees it, until that process is killed.
    package func handle(of life: Life) -> some StateDisk { DiskHandle(disk: self, life: life) }

    /// The disk as it would be found after a loss of power now, without any process on it.
    package func durableCopy() -> some StateDisk { FrozenDisk(files: durableNames.mapValues(\.durable)) }

    package func visibleCopy() -> FrozenDisk { FrozenDisk(files: names.mapValues(\.visible)) }

    /// What is there for sure after a loss of power.
    func durableBytes(_ file: StateFile) -> [UInt8]? { durableNames[file.rawValue]?.durable }

    func durableFile(_ file: StateFile) -> Int? { durableNames[file.rawValue]?.number }
}

// MARK: - What processes do

extension SimulatedDisk {
    func create(_ file: StateFile) throws(DiskError) -> OpenFile {
        try refuse([.full, .readOnly], "open", file, 0.004)
        inodes += 1
        let inode = Inode(number: inodes)
        names[file.rawValue + ".new"] = inode
        return opened(inode, file)
    }

    func reopen(_ file: StateFile, length: Int) throws(DiskError) -> OpenFile {
        guard let inode = names[file.rawValue] else { throw failure("open", file, "No such file or directory") }
        inode.visible.removeSubrange(length...)
        // A process can not know that a sync failed under the one before. Here the system writes such pages again.
        (inode.isBroken, inode.dropped) = (false, nil)
        try flush(inode, file)
        syncFolder()
        onDurable()
        return opened(inode, file)
    }

    func append(_ bytes: [UInt8], to file: OpenFile) throws(DiskError) {
        let inode = try inode(of: file)
        if inode.isBroken { chaos.fail("\(file.file.rawValue) was written again after a failed sync") }
        do {
            try refuse([.full, .readOnly], "write", file.file, 0.004)
        } catch {
            inode.visible += bytes.prefix(chaos.dice.below(bytes.count))
            throw error
        }
        inode.visible += bytes
        if file.file == .checkpoint {
            largestCheckpoint = max(largestCheckpoint, inode.visible.count)
        } else {
            largest = max(largest, inode.visible.count)
        }
    }

    func sync(_ file: OpenFile) throws(DiskError) {
        try flush(try inode(of: file), file.file)
        onDurable()
    }

    func flush(_ inode: Inode, _ file: StateFile) throws(DiskError) {
        syncs += 1
        do {
            try refuse([.syncFails], "sync", file, 0.01)
        } catch {
            inode.isBroken = true
            inode.dropped = min(inode.durable.count, inode.visible.count)..<inode.visible.count
            throw error
        }
        inode.durable = inode.visible
        for lost in inode.dropped ?? 0..<0 { inode.durable[lost] = 0 }
    }

    func rename(_ file: OpenFile) throws(DiskError) {
        try refuse([.readOnly], "replace", file.file, 0.004)
        names[file.file.rawValue] = names.removeValue(forKey: file.file.rawValue + ".new")
    }

    func syncFolder(after file: StateFile) throws(DiskError) {
        try refuse([.syncFails], "sync", file, 0.01)
        syncFolder()
        onDurable()
    }

    func close(_ file: OpenFile) { open[file.descriptor] = nil }

    func inode(of file: OpenFile) throws(DiskError) -> Inode {
        guard let inode = open[file.descriptor] else {
            chaos.fail("\(file.file.rawValue) was used after it was closed")
            throw failure("use", file.file, "Bad file descriptor")
        }
        return inode
    }

    private func syncFolder() { durableNames = names }

    private func opened(_ inode: Inode, _ file: StateFile) -> OpenFile {
        nextDescriptor += 1
        open[nextDescriptor] = inode
        return OpenFile(descriptor: nextDescriptor, file: file)
    }

    private func refuse(
        _ troubles: [Trouble], _ action: String, _ file: StateFile, _ probability: Double
    ) throws(DiskError) {
        if let trouble, troubles.contains(trouble) {
            chaos.count("disk \(trouble.rawValue)")
            throw failure(action, file, trouble.rawValue)
        }
        if chaos.strikes("disk \(action)", probability) { throw failure(action, file, "Input/output error") }
    }

    private func failure(_ action: String, _ file: StateFile, _ reason: String) -> DiskError {
        DiskError(action: action, path: "/state/\(file.rawValue)", reason: reason)
    }
}

// MARK: - What befalls it

extension SimulatedDisk {
    /// The process is gone; what it wrote is there for whoever reads it next.
    package func forgetDescriptors() { open = [:] }

    /// What was not synced is lost, or torn at any byte, or left as zeros; a rename whose folder was not synced may
    /// have happened or not.
    package func losePower() {
        open = [:]
        for name in Set(names.keys).union(durableNames.keys).sorted() where names[name] !== durableNames[name] {
            if chaos.dice.chance(0.5) { durableNames[name] = names[name] }
        }
        for name in durableNames.keys.sorted() { durableNames[name].map(tear) }
        names = durableNames
        onDurable()
    }

    private func tear(_ inode: Inode) {
        let unsynced = inode.visible.dropFirst(inode.durable.count)
        inode.durable += unsynced.prefix(chaos.dice.below(unsynced.count + 1))
        if !unsynced.isEmpty, chaos.dice.chance(0.2) {
            inode.durable += [UInt8](repeating: 0, count: chaos.dice.below(64))
        }
        inode.visible = inode.durable
    }

    /// Turns one bit of a file round; not in a line feed, as two last lines that become one look like a torn tail.
    /// - Returns: turns it back.
    package func rot() -> () -> Void {
        let name = chaos.dice.pick([StateFile.checkpoint, .journal]).rawValue
        guard let inode = names[name], !inode.visible.isEmpty else { return {} }
        let place = chaos.dice.below(inode.visible.count)
        guard inode.visible[place] != 0x0A else { return {} }
        let bit = UInt8(1) << UInt8(chaos.dice.below(8))
        inode.visible[place] ^= bit
        return { inode.visible[place] ^= bit }
    }
}
