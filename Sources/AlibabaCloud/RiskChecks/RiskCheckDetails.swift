import BridgeCore

/// The members of a check item that the finding itself does not tell, in one form.
enum RiskCheckDetails {
    private static let told: Set = [
        "ItemId", "Title", "Type", "RiskLevel", "Status", "AffectedCount", "RiskAssertType", "CheckTime",
    ]
    private static let numbers: Set = ["TaskId", "RemainingTime", "Sort"]

    static func normalised(_ item: JSONValue) -> JSONValue {
        let members = (item.tidied.members ?? []).filter { !told.contains($0.name) }
        return .object(members.map(normalised))
    }

    private static func normalised(_ member: JSONMember) -> JSONMember {
        if numbers.contains(member.name) { return JSONMember(member.name, member.value.asNumber) }
        guard member.name == "RiskItemResources", case .array(let resources) = member.value.asArray else {
            return member
        }
        return JSONMember(member.name, .array(resources.map(resource)))
    }

    private static func resource(_ value: JSONValue) -> JSONValue {
        guard let members = value.members else { return value }
        return .object(
            members.map { $0.name == "ContentResource" ? JSONMember($0.name, content($0.value)) : $0 })
    }

    /// The content comes as an object, as the text of one, or as an object whose only member is the text of one.
    private static func content(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): parsed(text) ?? .object([JSONMember("value", .string(text))])
        case .object(let members) where members.count == 1: members[0].value.string.flatMap(parsed) ?? value
        case .object, .array, .null, .bool, .number: value
        }
    }

    private static func parsed(_ text: String) -> JSONValue? {
        guard let json = try? JSONValue(parsing: text), case .object = json else { return nil }
        return json.tidied
    }
}
