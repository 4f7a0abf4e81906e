import BridgeCore

extension AclCheckSource: ProbedSource {
    /// What the source asks the vendor.
    package static let actions: [Action] = [.describeAclChecks, .describeAclCheck]

    package func probe() async throws -> [ActionProbe] {
        let lists = try await options.aclTypes.concurrently(limit: options.concurrency) { try await list($0) }
        let tasks = lists.compactMap { try? $0.get() }.flatMap { $0.narrowed(to: Set(options.taskIDs)).tasks }
        let failure = lists.lazy.compactMap(\.failure).first
        let first = failure.map { .failed($0) } ?? Self.finding(tasks, types: options.aclTypes)
        return [
            ActionProbe(.describeAclChecks, first),
            ActionProbe(.describeAclCheck, try await details(of: tasks.first(where: \.isFinished), after: failure)),
        ]
    }

    private func list(_ type: String) async throws -> Result<AclTaskList, SourceError> {
        let query = [QueryParameter("AclType", type), QueryParameter("Lang", options.language)]
        do {
            let call = APICall(.describeAclChecks, query: query, subject: type)
            return .success(
                try await client.answer(to: call) { bytes throws(AnswerError) in try AclTaskList(decoding: bytes) })
        } catch let error as SourceError {
            return .failure(error)
        }
    }

    private static func finding(_ tasks: [AclCheckTask], types: [String]) -> ActionProbe.Finding {
        let finished = tasks.filter(\.isFinished).count
        let seen = "\(tasks.count) tasks, \(finished) finished, for \(types.joined(separator: ", "))"
        guard finished == 0 else { return .answered(seen) }
        return .empty(
            seen,
            advice: "There is nothing to read before a check has run: start one in the Cloud Firewall console (or "
                + "look whether task_ids leaves any).")
    }

    /// Without a task, one that does not exist is asked for: the vendor says so only to whom it would have answered.
    private func details(of task: AclCheckTask?, after failure: SourceError?) async throws -> ActionProbe.Finding {
        if let failure, failure.reason != .permission {
            return .unasked("the tasks could not be read")
        }
        do {
            let page = try await client.answer(to: smallestCall(task)) { bytes throws(AnswerError) in
                try AclCheckPage(decoding: bytes)
            }
            return .answered("read \(page.record.checkName)")
        } catch let error as SourceError where error.code == ErrorAnswer.taskGone {
            return .answered("allowed; there is no task to read just now")
        } catch let error as SourceError {
            return .failed(error)
        }
    }

    private func smallestCall(_ task: AclCheckTask?) -> APICall {
        var query = [QueryParameter("TaskId", task?.id ?? "0")]
        query.append("PageNo", 1)
        query.append("PageSize", 1)
        query.append("Lang", options.language)
        return APICall(.describeAclCheck, query: query, subject: task?.checkName ?? "no task")
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
