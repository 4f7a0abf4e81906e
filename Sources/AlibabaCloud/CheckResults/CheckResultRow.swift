package import BridgeCore

/// One check: what decides, and where the rest of it stands.
package struct CheckResultRow: CheckListRow, Equatable {
    /// Empty if there was none.
    package private(set) var id = ""
    /// In the words of ``CheckResultStatus``; empty if there was none.
    package private(set) var status = ""
    package private(set) var severity = Severity.unknown
    /// When the vendor last looked; `nil` if it does not say.
    package private(set) var checkedAt: Timestamp?
    private(set) var place = 0..<0

    private static let names: JSONNames = ["CheckId", "Status", "RiskLevel", "LastCheckTime"]

    init(_ scanner: inout JSONScanner) throws(JSONError) {
        let start = scanner.position
        try scanner.object(of: Self.names) { (name, scanner) throws(JSONError) in
            switch name {
            case "CheckId": id = Self.id(try scanner.text() ?? "")
            case "Status": status = CheckResultStatus.status(try scanner.text() ?? "")
            case "LastCheckTime": checkedAt = try scanner.wholeNumber().flatMap(Self.time)
            case "RiskLevel": severity = Severity(vendor: try scanner.text() ?? "")
            default: try scanner.skip()
            }
        }
        place = start..<scanner.position
    }

    /// A `CheckId` is not known to name what the same `ItemId` names, so that the two must not meet: not in the cursor
    /// of a source that goes over from one API to the other, and not in what receivers know a finding by.
    private static func id(_ number: String) -> String { number.isEmpty ? "" : "check-\(number)" }

    /// The answer does not count assets.
    package var affected: Int32 { 1 }

    /// Reads the rest of the check from the answer that it stands in.
    package func description(in bytes: [UInt8]) -> FindingDescription {
        let json = JSONValue(bytes, in: place)
        return FindingDescription(
            title: json["CheckShowName"]?.text?.trimmed ?? "", category: Self.category(json["CheckPolicies"]),
            assetType: json["InstanceType"]?.text?.trimmed ?? "",
            checkedAt: json["LastCheckTime"]?.integer.flatMap(Self.time),
            url: RiskCheckRow.console, details: CheckResultDetails.normalised(json).bytes)
    }

    /// The vendor's milliseconds; 0 is never.
    private static func time(_ milliseconds: Int64) -> Timestamp? {
        milliseconds > 0 ? Timestamp(milliseconds: milliseconds) : nil
    }

    /// What the first of the policies that the check belongs to calls the topic.
    private static func category(_ policies: JSONValue?) -> String {
        guard case .array(let policies)? = policies?.asArray, let first = policies.first else { return "" }
        let names = ["RequirementShowName", "StandardShowName"].compactMap { first[$0]?.text?.trimmed }
        return names.first { !$0.isEmpty } ?? ""
    }
}
