import BridgeCore

/// The members of a finding and of its check that the finding itself does not tell, in one form.
enum AclCheckDetails {
    private static let numbers: Set = [
        "Order", "HitTimes", "HitLastTime", "DnsResultTime", "IpVersion", "SpreadCnt", "CreateTime", "ModifyTime",
        "StartTime", "EndTime", "AddressListCount", "AutoAddTagEcs", "ReferenceCount",
    ]
    private static let lists: Set = [
        "ApplicationNameList", "SourceGroupCidrs", "DestinationGroupCidrs", "DestPortGroupPorts", "AddressList",
        "RepeatDays", "TagList", "Addresses",
    ]
    /// What the documentation calls 0, 1 and 2, its example by name.
    private static let domainResolveTypes = ["0": "FQDN", "1": "DNS", "2": "FQDN_AND_DNS"]

    static func normalised(_ finding: JSONValue, of record: AclCheckPage.Record) -> JSONValue {
        let shared = [("TaskId", record.taskID), ("RecordAssessmentDetail", record.assessment)]
            .filter { !$0.1.isEmpty }.map { JSONMember($0.0, .string($0.1)) }
        let own = (finding.tidied.members ?? []).filter { $0.name != "AclStatus" }
        return .object(shared + own.map { $0.name == "Acl" ? JSONMember("Acl", policy($0.value)) : $0 })
    }

    private static func policy(_ value: JSONValue) -> JSONValue {
        .object((value.members ?? []).map { JSONMember($0.name, normalised($0)) })
    }

    private static func normalised(_ member: JSONMember) -> JSONValue {
        switch member.name {
        case "Release": return member.value.text.map { .string($0.lowercased()) } ?? member.value
        case "DomainResolveType": return member.value.text.map { .string(domainResolveTypes[$0] ?? $0) } ?? member.value
        case "RepeatDays": return .array((member.value.asArray.array ?? []).map(\.asNumber))
        case let name where lists.contains(name): return list(member.value)
        case let name where numbers.contains(name): return member.value.asNumber
        default: return member.value
        }
    }

    /// An address list may come as one text with commas inside the array.
    private static func list(_ value: JSONValue) -> JSONValue {
        .array(
            (value.asArray.array ?? []).flatMap { element -> [JSONValue] in
                guard let text = element.string, text.contains(",") else { return [element] }
                return text.split(separator: ",").map { .string(String($0).trimmed) }
            })
    }
}
