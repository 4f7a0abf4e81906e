import BridgeCore

extension Posture {
    /// The JSON that `ListCheckResult` answers `query` with: the same checks as those of `DescribeRiskCheckResult`.
    func checkResults(_ query: CheckResultQuery, requestID: String, at now: Timestamp) -> [UInt8] {
        let found = query.select(from: checks)
        let range = query.page.range(of: found.count)
        var writer = JSONWriter(reserving: 1024 * (range.count + 1))
        writer.object { out in
            out.member("RequestId", requestID)
            out.member(
                "PageInfo",
                object: { out in
                    out.member("CurrentPage", query.page.number)
                    out.member("PageSize", query.page.size)
                    out.member("TotalCount", query.page.total(of: found.count))
                    out.member("Count", range.count)
                })
            out.member("Checks", array: { out in range.forEach { write(found[$0], query.lang, now, &out) } })
        }
        return writer.bytes
    }

    private func write(_ check: RiskCheck, _ lang: Language, _ now: Timestamp, _ out: inout JSONWriter) {
        let item = check.item
        out.object { out in
            out.member("CheckId", item.checkID)
            out.member("CheckShowName", item.title(lang))
            out.member("Status", check.resultStatus)
            out.member("RiskLevel", check.level.uppercased())
            out.member("LastCheckTime", now.milliseconds - Int64(item.id) * 1000)
            out.member("TaskId", "\(item.checkID)-\(check.run)")
            out.member("InstanceType", item.instanceType)
            out.member("InstanceSubType", "INSTANCE")
            out.member("Vendor", "ALIYUN")
            out.member("VendorShowName", lang == .english ? "Alibaba Cloud" : "阿里云")
            out.member("OperationType", item.operationType)
            out.member("CheckSaleType", check.isCovered ? 1 : 0)
            out.member("CheckType", "SYSTEM")
            out.member("AssetType", Self.assetTypes.firstIndex(of: item.instanceType) ?? Self.assetTypes.count)
            out.member("AssetSubType", 0)
            out.member("AssetVendor", 0)
            out.member("TrialPermission", !check.isCovered)
            out.member("CheckPolicies", array: { policy(of: item, lang, &$0) })
        }
    }

    private func policy(of item: RiskCheckItem, _ lang: Language, _ out: inout JSONWriter) {
        out.object { out in
            out.member("StandardId", RiskCheckItem.standardID)
            out.member("StandardShowName", lang == .english ? "Best practices" : "最佳实践")
            out.member("RequirementId", item.group.rawValue)
            out.member("RequirementShowName", item.group.name(lang))
            out.member("SectionId", item.group.rawValue * 10)
            out.member("SectionShowName", item.asset)
        }
    }

    /// The vendor's numbers for types of assets; one that has none comes after them.
    private static var assetTypes: [String] { ["ECS", "SLB", "NAT", "RDS", "MONGODB", "KVSTORE", "ACR", "CSK"] }
}
