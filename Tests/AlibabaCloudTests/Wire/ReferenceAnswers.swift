import BridgeCore

@testable import AlibabaCloud

/// The vendor's answers read from a tree, in the plainest way there is, to hold the fast readers against. What comes
/// twice counts as it came last.
struct ReferenceAnswers {
    /// One element of a list.
    struct Row: Equatable {
        var id = ""
        var status = ""
        var severity = Severity.unknown
        var affected: Int32 = 0
        var checkedAt: Timestamp?
        var json = JSONValue.null
    }

    struct AclPage: Equatable {
        var record = AclCheckPage.Record()
        var rows: [Row] = []
    }

    struct RiskPage: Equatable {
        var totalCount: Int64?
        var rows: [Row] = []
    }

    static func aclPage(_ answer: JSONValue) -> AclPage? {
        guard let members = answer.members else { return nil }
        var page = AclPage()
        var hasList = false
        for member in members where member.name == "CheckRecord" {
            for member in member.value.members ?? [] {
                switch member.name {
                case "TaskId": page.record.taskID = member.value.plain ?? ""
                case "CheckName": page.record.checkName = member.value.plain ?? ""
                case "Level": page.record.level = member.value.plain ?? ""
                case "Description": page.record.description = member.value.plain ?? ""
                case "RecordAssessmentDetail": page.record.assessment = member.value.plain ?? ""
                case "LastCheckTime": page.record.lastCheckTime = member.value.plain.flatMap { Int64($0) }
                case "Acls":
                    hasList = true
                    page.rows = member.value.objects.map(aclRow)
                default: break
                }
            }
        }
        return hasList || !page.record.taskID.isEmpty ? page : nil
    }

    private static func aclRow(_ json: JSONValue) -> Row {
        var row = Row(json: json)
        var (policy, addressBook) = ("", "")
        for member in json.members ?? [] {
            if member.name == "AclStatus" { row.status = member.value.plain ?? "" }
            guard member.name == "Acl" else { continue }
            for member in member.value.members ?? [] {
                if member.name == "AclUuid" { policy = member.value.plain ?? "" }
                if member.name == "GroupUuid" { addressBook = member.value.plain ?? "" }
            }
        }
        row.id = policy.isEmpty ? addressBook : policy
        return row
    }

    static func riskPage(_ answer: JSONValue) -> RiskPage? {
        guard let members = answer.members else { return nil }
        var page = RiskPage()
        var hasList = false
        for member in members {
            if member.name == "TotalCount" { page.totalCount = member.value.plain.flatMap { Int64($0) } }
            guard member.name == "List" else { continue }
            hasList = true
            page.rows += member.value.objects.map(riskRow)
        }
        return hasList || page.totalCount != nil ? page : nil
    }

    private static func riskRow(_ json: JSONValue) -> Row {
        var row = Row(json: json)
        for member in json.members ?? [] {
            switch member.name {
            case "ItemId": row.id = member.value.plain ?? ""
            case "Status": row.status = member.value.plain ?? ""
            case "RiskLevel": row.severity = Severity(vendor: member.value.plain ?? "")
            case "CheckTime": row.checkedAt = time(member.value)
            case "AffectedCount": row.affected = Int32(clamping: member.value.plain.flatMap { Int64($0) } ?? 0)
            default: break
            }
        }
        return row
    }

    /// Also of ListCheckResult: a page of a list and its length.
    static func checkPage(_ answer: JSONValue) -> RiskPage? {
        guard let members = answer.members else { return nil }
        var page = RiskPage()
        var hasList = false
        for member in members {
            if member.name == "PageInfo" {
                for member in member.value.members ?? [] where member.name == "TotalCount" {
                    page.totalCount = member.value.plain.flatMap { Int64($0) }
                }
            }
            guard member.name == "Checks" else { continue }
            hasList = true
            page.rows += member.value.objects.map(checkRow)
        }
        return hasList || page.totalCount != nil ? page : nil
    }

    private static func checkRow(_ json: JSONValue) -> Row {
        var row = Row(json: json)
        for member in json.members ?? [] {
            let plain = member.value.plain ?? ""
            switch member.name {
            case "CheckId": row.id = plain.isEmpty ? "" : "check-\(plain)"
            case "Status": row.status = CheckResultStatus.status(plain)
            case "RiskLevel": row.severity = Severity(vendor: plain)
            case "LastCheckTime": row.checkedAt = time(member.value)
            default: break
            }
        }
        return row
    }

    /// Milliseconds; 0 is never.
    private static func time(_ value: JSONValue) -> Timestamp? {
        value.plain.flatMap { Int64($0) }.flatMap { $0 > 0 ? Timestamp(milliseconds: $0) : nil }
    }

    /// Task, check, status, level and time of each task that has the first two; `nil` if there is no list.
    static func tasks(_ answer: JSONValue) -> [[String]]? {
        guard let lists = answer.members?.filter({ $0.name == "CheckRecords" }), !lists.isEmpty else { return nil }
        let records = lists.flatMap { $0.value.members ?? [] }.filter { $0.name == "Records" }
        return records.flatMap(\.value.objects).map { task in
            ["TaskId", "CheckName", "CheckStatus", "Level"].map { task.last($0)?.plain ?? "" }
                + [task.last("LastCheckTime")?.plain.flatMap { Int64($0) }.map { String($0) } ?? "none"]
        }.filter { !$0[0].isEmpty && !$0[1].isEmpty }
    }
}

extension JSONValue {
    /// A text, number or truth value, without blanks around a text.
    fileprivate var plain: String? {
        if case .string(let text) = self { text.trimmed } else { text }
    }

    /// The objects of an array, or the only one that stands for it.
    fileprivate var objects: [JSONValue] {
        members == nil ? (array ?? []).filter { $0.members != nil } : [self]
    }

    fileprivate func last(_ name: String) -> JSONValue? {
        members?.last { $0.name == name }?.value
    }
}
