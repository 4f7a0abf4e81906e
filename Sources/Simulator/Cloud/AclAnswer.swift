import BridgeCore

extension Posture {
    /// The JSON of `DescribeAclChecks`: the tasks of one type, not paged.
    func aclTasks(_ type: AclType, requestID: String) -> [UInt8] {
        var writer = JSONWriter(reserving: 4096)
        writer.object { out in
            out.member("RequestId", requestID)
            out.member(
                "CheckRecords",
                object: { out in
                    out.member("AclType", type.rawValue)
                    out.member(
                        "Records",
                        array: { out in
                            for run in runs where run.scope.type == type { write(run, &out) }
                        })
                })
        }
        return writer.bytes
    }

    private func write(_ task: AclRun, _ out: inout JSONWriter) {
        out.object { out in
            out.member("TaskId", task.id)
            out.member("CheckName", task.scope.check.rawValue)
            out.member("CheckStatus", task.progress.rawValue)
            out.member("CheckType", task.scope.check.kind)
            out.member("Level", task.level)
            out.member("LastCheckTime", String(task.lastCheck.seconds))
            out.member("AclPendingCount", pending(of: task))
            out.member("AclTotalCount", task.examined)
        }
    }

    /// The JSON of `DescribeAclCheck`: a page of one task's findings.
    func aclFindings(
        _ id: String, _ page: Page, _ lang: Language, requestID: String, at now: Timestamp
    ) throws(VendorError) -> [UInt8] {
        guard let run = runs.first(where: { $0.id == id }) else { throw .noSuchAclCheck }
        let range = page.range(of: run.count)
        let found = zip(range, findings(range, of: run))
        var writer = JSONWriter(reserving: 2048 * (range.count + 1))
        writer.object { out in
            out.member("RequestId", requestID)
            out.member(
                "CheckRecord",
                object: { out in
                    head(run, page, lang, &out)
                    out.member(
                        "Acls",
                        array: { out in
                            found.forEach { write($1, $0, run.scope.check.assessment(lang), now, &out) }
                        })
                })
        }
        return writer.bytes
    }

    private func head(_ task: AclRun, _ page: Page, _ lang: Language, _ out: inout JSONWriter) {
        let assessment = task.scope.check.assessment(lang)
        out.member("TaskId", task.id)
        out.member("CheckName", task.scope.check.rawValue)
        out.member("Level", task.level)
        out.member("LastCheckTime", String(task.lastCheck.seconds))
        out.member("AclTotalCount", page.total(of: task.examined))
        out.member("Description", assessment + "\n")
        out.member("RecordAssessmentDetail", assessment + "\n")
    }

    private func write(
        _ finding: AclFinding, _ place: Int, _ assessment: String, _ now: Timestamp, _ out: inout JSONWriter
    ) {
        out.object { out in
            out.member(
                "Acl",
                object: { out in
                    out.member("Order", place + 1 + answers % 2)
                    out.member("HitTimes", finding.hits + answers)
                    out.member("HitLastTime", now.seconds)
                    out.member("DnsResultTime", now.seconds)
                    out.member("DnsResult", "192.0.2.\(answers % 250)")
                    out.raw(finding.members)
                })
            out.member("AclStatus", finding.status)
            out.member("AclAssessmentDetail", assessment)
        }
    }
}
