import BridgeCore

/// The members of a check that the finding itself does not tell, in one form. `CheckId` and `Status` are among them:
/// the finding tells both in other words.
enum CheckResultDetails {
    private static let told: Set = ["CheckShowName", "RiskLevel", "LastCheckTime", "InstanceType"]
    private static let numbers: Set = [
        "CheckId", "CheckSaleType", "AssetType", "AssetSubType", "AssetVendor", "TrialPermissionType",
    ]
    private static let policyNumbers: Set = ["StandardId", "RequirementId", "SectionId"]

    static func normalised(_ check: JSONValue) -> JSONValue {
        let members = (check.tidied.members ?? []).filter { !told.contains($0.name) }
        return .object(members.map(normalised))
    }

    private static func normalised(_ member: JSONMember) -> JSONMember {
        if numbers.contains(member.name) { return JSONMember(member.name, member.value.asNumber) }
        guard member.name == "CheckPolicies", case .array(let policies) = member.value.asArray else { return member }
        return JSONMember(member.name, .array(policies.map(policy)))
    }

    private static func policy(_ value: JSONValue) -> JSONValue {
        guard let members = value.members else { return value }
        return .object(
            members.map { policyNumbers.contains($0.name) ? JSONMember($0.name, $0.value.asNumber) : $0 })
    }
}
