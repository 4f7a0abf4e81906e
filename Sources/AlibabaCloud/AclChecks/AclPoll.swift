import BridgeCore

/// One poll: the lists of tasks, the findings of each check's newest task, the lists again.
struct AclPoll: Sendable {
    let source: String
    let client: APIClient
    let options: AclCheckSource.Options
    let known: [Scope: FindingTable]

    /// - Throws: ``SourceError`` if nothing was learnt, `CancellationError`.
    func run() async throws -> Poll {
        let lists = try await discover(options.aclTypes)
        let readings = try await read(lists)
        let (confirmed, doubts) = try await confirm(readings)
        let snapshots = confirmed.compactMap(\.snapshot)
        let failures = lists.compactMap(\.failure) + confirmed.compactMap(\.failure) + doubts
        if snapshots.isEmpty, let failure = failures.first { throw failure }
        return Poll(snapshots: snapshots, failures: failures)
    }

    /// The tasks of one type, or why they are not known.
    private struct Discovery: Sendable {
        var type: String
        var list = AclTaskList(tasks: [])
        var failure: SourceError?
    }

    private func discover(_ types: [String]) async throws -> [Discovery] {
        try await types.concurrently(limit: options.concurrency) { type in try await discovery(of: type) }
    }

    private func discovery(of type: String) async throws -> Discovery {
        let query = [QueryParameter("AclType", type), QueryParameter("Lang", options.language)]
        let call = APICall(.describeAclChecks, query: query, subject: type)
        do {
            let list = try await client.answer(to: call) { bytes throws(AnswerError) in try AclTaskList(decoding: bytes)
            }
            return Discovery(type: type, list: list.narrowed(to: Set(options.taskIDs)))
        } catch let error as SourceError {
            return Discovery(type: type, failure: error)
        }
    }

    private func read(_ lists: [Discovery]) async throws -> [AclReading] {
        let checks = lists.flatMap { found in found.list.checkNames.map { (found, $0) } }
        return try await checks.concurrently(limit: options.concurrency) { found, check in
            try await reading(of: check, from: found)
        }
    }

    private func reading(of check: String, from found: Discovery) async throws -> AclReading {
        let scope = Scope(source: source, part: .aclCheck(type: found.type, check: check))
        var reading = AclReading(
            type: found.type, check: check, empty: builder(scope),
            hasDetails: options.detailsAtBaseline || known[scope] != nil)
        let choice = found.list.choice(for: check)
        guard try await read(choice, into: &reading) == .taskGone else { return reading }
        let again = try await discovery(of: found.type)
        reading.failure = again.failure
        let second = again.list.choice(for: check)
        guard let task = second.task, choice.task?.isSameRun(as: task) == false,
            try await read(second, into: &reading) != .taskGone
        else {
            reading.sweep?.note("the vendor does not know the check's newest task any more")
            return reading
        }
        return reading
    }

    private enum Outcome { case read, taskGone }

    private func read(_ choice: AclTaskList.Choice, into reading: inout AclReading) async throws -> Outcome {
        guard let task = choice.task else { return .read }
        reading.begin(task, options: options)
        if choice.isUnderWay { reading.sweep?.note("a newer run of the check is under way") }
        do {
            try await reading.sweep?.run(client)
        } catch let error as SourceError where error.code == ErrorAnswer.taskGone {
            return .taskGone
        } catch let error as SourceError {
            reading.failure = error
            reading.sweep?.note("a page could not be read: \(error.code)")
        }
        return .read
    }

    private func builder(_ scope: Scope) -> SnapshotBuilder {
        SnapshotBuilder(scope: scope, filter: options.fingerprint, known: known[scope] ?? FindingTable())
    }

    private func confirm(_ readings: [AclReading]) async throws -> ([AclReading], [SourceError]) {
        let doubtful = Set(readings.filter { $0.sweep?.isComplete == true }.map(\.type))
        let lists = try await discover(options.aclTypes.filter(doubtful.contains))
        var confirmed = readings
        for index in confirmed.indices {
            guard let found = lists.first(where: { $0.type == confirmed[index].type }) else { continue }
            if found.failure == nil {
                confirmed[index].confirm(by: found.list)
            } else {
                confirmed[index].leaveInDoubt()
            }
        }
        return (confirmed, lists.compactMap(\.failure))
    }
}

extension AclReading {
    fileprivate mutating func leaveInDoubt() {
        sweep?.note("the list of tasks could not be read again")
    }
}
