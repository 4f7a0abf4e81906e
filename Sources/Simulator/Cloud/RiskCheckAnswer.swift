import BridgeCore

extension Posture {
    /// The JSON that `DescribeRiskCheckResult` answers `query` with.
    func riskChecks(_ query: RiskCheckQuery, requestID: String, at now: Timestamp) -> [UInt8] {
        let found = checks.filter(query.matches)
        let range = query.page.range(of: found.count)
        let total = query.page.total(of: found.count)
        var writer = JSONWriter(reserving: 1024 * (range.count + 1))
        writer.object { out in
            out.member("RequestId", requestID)
            out.member("TotalCount", total)
            out.member("PageCount", (total + query.page.size - 1) / query.page.size)
            out.member("PageSize", query.page.size)
            out.member("CurrentPage", query.page.number)
            out.member("Count", range.count)
            out.member("List", array: { out in range.forEach { write(found[$0], $0, query.lang, now, &out) } })
        }
        return writer.bytes
    }

    private func write(_ check: RiskCheck, _ place: Int, _ lang: Language, _ now: Timestamp, _ out: inout JSONWriter) {
        out.object { out in
            out.member("ItemId", check.item.id)
            out.member("TaskId", 600_000 + check.item.id * 100 + check.run)
            out.member("Title", check.item.title(lang))
            out.member("Type", check.item.group.name(lang))
            out.member("RiskLevel", check.level)
            out.member("Status", check.status)
            out.member("AffectedCount", check.affected)
            out.member("RiskAssertType", check.item.asset)
            out.member("CheckTime", now.milliseconds - Int64(check.item.id) * 1000)
            out.member("RemainingTime", answers % 60)
            out.member("RepairStatus", check.isCovered ? "enabled" : "disabled")
            // The vendor drops the last letter of this one word.
            out.member("StartStatus", check.isCovered ? "enabled" : "disable")
            out.member("Sort", place + 1 + answers % 3)
            out.member("RiskItemResources", array: { out in resources(of: check.item, &out) })
        }
    }

    private func resources(of item: RiskCheckItem, _ out: inout JSONWriter) {
        resource("bestPractice", item.purpose, nil, &out)
        resource("suggestion", "Open the console and follow the repair steps.", nil, &out)
        resource("helpResource", "Documentation", "https://www.alibabacloud.com/help/security-center", &out)
    }

    private func resource(_ name: String, _ text: String, _ link: String?, _ out: inout JSONWriter) {
        out.object { out in
            out.member("ResourceName", name)
            out.member(
                "ContentResource",
                object: { out in
                    out.member("type", link == nil ? "text" : "link")
                    out.member("value", text + "\n")
                    out.member("url", ifPresent: link)
                })
        }
    }
}
