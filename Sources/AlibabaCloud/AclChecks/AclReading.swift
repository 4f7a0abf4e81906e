import BridgeCore

/// What one poll learnt about one check on one type of policies.
struct AclReading: Sendable {
    let type: String
    let check: String
    /// The findings of the task that speaks for the check; `nil` while none of its tasks has finished.
    var sweep: AclSweep?
    /// What went wrong on the way.
    var failure: SourceError?
    private let empty: SnapshotBuilder
    private let hasDetails: Bool

    /// - Parameter hasDetails: whether findings come with their details.
    init(type: String, check: String, empty: SnapshotBuilder, hasDetails: Bool) {
        self.type = type
        self.check = check
        self.empty = empty
        self.hasDetails = hasDetails
    }

    /// `nil` if nothing was learnt.
    var snapshot: Snapshot? {
        guard let sweep else { return failure == nil ? empty.snapshot(.incomplete("no run has finished yet")) : nil }
        return failure != nil && sweep.pages == 0 ? nil : sweep.snapshot
    }

    /// A reading of `task` from its first page.
    mutating func begin(_ task: AclCheckTask, options: AclCheckSource.Options) {
        sweep = AclSweep(
            type: type, check: check, task: task, options: options, builder: empty, hasDetails: hasDetails)
    }

    /// Compares with the list of tasks as it is afterwards: only if the same run still stands, its pages belong together.
    mutating func confirm(by list: AclTaskList) {
        let choice = list.choice(for: check)
        let isSame = sweep.flatMap { sweep in choice.task?.isSameRun(as: sweep.task) } ?? false
        if !isSame || choice.isUnderWay { sweep?.note(AclSweep.ranAnew) }
    }
}
