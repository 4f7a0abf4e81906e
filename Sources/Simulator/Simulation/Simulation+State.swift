import BridgeCore

extension Simulation {
    /// The state as JSON; of the findings only how many there are of each status.
    mutating func state(at now: Timestamp) -> [UInt8] {
        cloud.advance(to: now)
        var writer = JSONWriter(reserving: 16 << 10)
        writer.object { out in
            out.member("items", array: { out in cloud.checks.forEach { write($0, &out) } })
            out.member("acl", array: { out in cloud.tasks.forEach { write($0, &out) } })
            out.member("faults", array: { out in faults.rules.forEach { write($0, &out) } })
            out.member("received", object: writeTallies)
        }
        return writer.bytes
    }

    /// One account's state, as ``state(at:)`` tells that of the simulated one.
    mutating func account(_ id: String, at now: Timestamp) throws(ControlError) -> [UInt8] {
        cloud.advance(to: now)
        guard cloud.hasAccount(id) else { throw .change(.unknownAccount(id)) }
        let posture = cloud.posture(of: id)
        var writer = JSONWriter(reserving: 16 << 10)
        writer.object { out in
            out.member("account", id)
            out.member("items", array: { out in posture.checks.forEach { write($0, &out) } })
            out.member("acl", array: { out in posture.runs.forEach { write($0, of: posture, &out) } })
        }
        return writer.bytes
    }

    private func write(_ run: AclRun, of posture: some Posture, _ out: inout JSONWriter) {
        out.object { out in
            out.member("scope", run.scope.description)
            out.member("task_id", run.id)
            out.member("findings", run.count)
            out.member("pending", posture.pending(of: run))
            out.member(
                "first",
                array: { out in
                    posture.findings(0..<min(10, run.count), of: run).forEach { out.string($0.uuid) }
                })
        }
    }

    /// What a fake service keeps, with all that was said in it.
    func tickets(of receiver: String) -> [UInt8] {
        var writer = JSONWriter(reserving: 16 << 10)
        writer.object { out in
            let tickets: [SimulatedTicket] = self.tickets(of: receiver)
            out.member("tickets", array: { out in tickets.forEach { write($0, &out) } })
        }
        return writer.bytes
    }

    private func write(_ ticket: SimulatedTicket, _ out: inout JSONWriter) {
        out.object { out in
            out.member("id", ticket.id)
            out.member("title", ticket.title)
            out.member("state", ticket.state)
            out.member("deleted", ticket.isDeleted)
            out.member("labels", array: { out in ticket.labels.forEach { out.string($0) } })
            out.member("notes", array: { out in ticket.notes.forEach { out.string($0) } })
        }
    }

    /// The newest messages, of one sink or of all of them (an empty name).
    func received(_ sink: String) -> [UInt8] {
        let messages = mailbox.messages.filter { sink.isEmpty || $0.sink == sink || $0.sink.hasPrefix(sink + "/") }
        var writer = JSONWriter(reserving: 16 << 10)
        writer.object { out in
            out.member("tallies", object: writeTallies)
            out.member("messages", array: { out in messages.suffix(200).forEach { write($0, &out) } })
        }
        return writer.bytes
    }

    /// The first thousand findings of a scope.
    func findings(of scope: AclScope) throws(ControlError) -> [UInt8] {
        guard let task = cloud.task(scope) else { throw .change(.unknownScope(scope)) }
        var writer = JSONWriter(reserving: 16 << 10)
        writer.object { out in
            write(task, members: &out)
            out.member(
                "findings",
                array: { out in
                    for finding in task.findings.prefix(1000) {
                        out.object { out in
                            out.member("uuid", finding.uuid)
                            out.member("status", finding.status)
                        }
                    }
                })
        }
        return writer.bytes
    }

    private func write(_ check: RiskCheck, _ out: inout JSONWriter) {
        out.object { out in
            out.member("id", check.item.id)
            out.member("title", check.item.title.english)
            out.member("status", check.status)
            out.member("level", check.level)
            out.member("affected", check.affected)
            out.member("listed", check.isListed)
        }
    }

    private func write(_ task: AclTask, _ out: inout JSONWriter) {
        out.object { write(task, members: &$0) }
    }

    private func write(_ task: AclTask, members out: inout JSONWriter) {
        out.member("scope", task.scope.description)
        out.member("task_id", task.id)
        out.member("progress", task.progress.rawValue)
        out.member("last_check", task.lastCheck.description)
        let counts = Dictionary(task.findings.map { ($0.status, 1) }, uniquingKeysWith: +)
        out.member(
            "counts",
            object: { out in
                for (status, count) in counts.sorted(by: { $0.key < $1.key }) { out.member(status, count) }
            })
    }

    private func write(_ rule: FaultRule, _ out: inout JSONWriter) {
        out.object { out in
            out.member("action", rule.target)
            out.member("fault", rule.fault.description)
            out.member("times", rule.times)
        }
    }

    private func write(_ message: ReceivedMessage, _ out: inout JSONWriter) {
        out.object { out in
            out.member("number", message.number)
            out.member("sink", message.sink)
            out.member("at", message.at.description)
            out.member("id", ifPresent: message.id)
            out.member("title", message.title)
            // Whoever sends in binary mode may send anything; what is not JSON is shown as text.
            if let body = try? JSONValue(parsing: message.body) {
                out.member("body", body)
            } else {
                out.member("body", String(decoding: message.body, as: UTF8.self))
            }
        }
    }

    private func writeTallies(_ out: inout JSONWriter) {
        for (sink, tally) in mailbox.tallies.sorted(by: { $0.key < $1.key }) {
            out.member(
                sink,
                object: { out in
                    out.member("accepted", tally.accepted)
                    out.member("duplicates", tally.duplicates)
                    out.member("refused", tally.refused)
                })
        }
    }
}
