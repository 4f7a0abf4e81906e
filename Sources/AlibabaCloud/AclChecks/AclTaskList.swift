import BridgeCore

/// The answer of DescribeAclChecks for one type of policies: all its tasks, not in pages.
struct AclTaskList: Sendable {
    let tasks: [AclCheckTask]

    /// - Throws: ``AnswerError`` if it is no JSON or has no `CheckRecords`.
    init(decoding bytes: [UInt8]) throws(AnswerError) {
        var isThere = false
        var tasks: [AclCheckTask] = []
        try JSONScanner.answer(bytes) { (name, scanner) throws(JSONError) in
            guard name == "CheckRecords" else {
                _ = try scanner.skip()
                return
            }
            isThere = true
            try scanner.members { (name, scanner) throws(JSONError) in
                guard name == "Records" else {
                    _ = try scanner.skip()
                    return
                }
                try scanner.objects { (scanner) throws(JSONError) in tasks.append(try AclCheckTask(&scanner)) }
            }
        }
        guard isThere else { throw .missing("CheckRecords") }
        self.tasks = tasks.filter { !$0.id.isEmpty && !$0.checkName.isEmpty }
    }

    init(tasks: [AclCheckTask]) {
        self.tasks = tasks
    }

    /// The list without what is not asked for; an empty `ids` asks for all.
    func narrowed(to ids: Set<String>) -> AclTaskList {
        ids.isEmpty ? self : AclTaskList(tasks: tasks.filter { ids.contains($0.id) })
    }

    /// The checks that have a task that ran or runs, sorted.
    var checkNames: [String] {
        Set(tasks.filter { $0.status != "Unchecked" }.map(\.checkName)).sorted()
    }

    /// Which task speaks for a check.
    func choice(for checkName: String) -> Choice {
        let tasks = tasks.filter { $0.checkName == checkName }
        let newest = tasks.filter(\.isFinished).max { ($0.lastCheckTime ?? 0, $0.id) < ($1.lastCheckTime ?? 0, $1.id) }
        let isUnderWay = tasks.contains { task in task.isUnderWay && newest.map(task.mayBeNewer) ?? true }
        return Choice(task: newest, isUnderWay: isUnderWay)
    }

    struct Choice: Sendable, Equatable {
        /// The newest finished one.
        var task: AclCheckTask?
        /// A newer one is not finished: what the other says may be out of date any moment.
        var isUnderWay: Bool
    }
}
