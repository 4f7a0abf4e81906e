import BridgeCore

/// One finding of a check: what decides, and where the rest of it stands.
struct AclCheckRow: Sendable, Equatable {
    /// The policy's uuid, else the address book's; empty if there is neither.
    private(set) var id = ""
    /// The vendor's word; empty if there was none.
    private(set) var status = ""
    private(set) var place = 0..<0

    private static let names: JSONNames = ["AclStatus", "Acl"]
    private static let policyNames: JSONNames = ["AclUuid", "GroupUuid"]

    init(_ scanner: inout JSONScanner) throws(JSONError) {
        let start = scanner.position
        var policy = ""
        var addressBook = ""
        try scanner.object(of: Self.names) { (name, scanner) throws(JSONError) in
            switch name {
            case "AclStatus": status = try scanner.text() ?? ""
            case "Acl":
                try scanner.members(of: Self.policyNames) { (name, scanner) throws(JSONError) in
                    switch name {
                    case "AclUuid": policy = try scanner.text() ?? ""
                    case "GroupUuid": addressBook = try scanner.text() ?? ""
                    default: try scanner.skip()
                    }
                }
            default: try scanner.skip()
            }
        }
        id = policy.isEmpty ? addressBook : policy
        place = start..<scanner.position
    }

    /// Cloud Firewall's console, as the vendor's user guide opens with it; no deeper link is documented.
    static let console = "https://yundun.console.aliyun.com/?p=cfwnext"

    /// Reads the rest of the finding from the page that it stands in.
    func description(
        in page: AclCheckPage, type: String, check: String, hasDetails: Bool
    ) -> FindingDescription {
        let checkedAt = page.record.lastCheckTime.flatMap { $0 > 0 ? Timestamp(seconds: $0) : nil }
        var description = FindingDescription(
            title: page.record.description.isEmpty ? check : page.record.description, category: check, assetType: type,
            checkedAt: checkedAt, url: Self.console)
        guard hasDetails else { return description }
        description.details = AclCheckDetails.normalised(JSONValue(page.bytes, in: place), of: page.record).bytes
        return description
    }
}
