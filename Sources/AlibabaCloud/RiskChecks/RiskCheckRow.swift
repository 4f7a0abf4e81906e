package import BridgeCore

/// One check item: what decides, and where the rest of it stands.
package struct RiskCheckRow: CheckListRow, Equatable {
    /// Empty if there was none.
    package private(set) var id = ""
    /// The vendor's word; empty if there was none.
    package private(set) var status = ""
    package private(set) var severity = Severity.unknown
    package private(set) var affected: Int32 = 0
    /// When the vendor last looked; `nil` if it does not say.
    package private(set) var checkedAt: Timestamp?
    private(set) var place = 0..<0

    private static let names: JSONNames = ["ItemId", "Status", "RiskLevel", "CheckTime", "AffectedCount"]

    init(_ scanner: inout JSONScanner) throws(JSONError) {
        let start = scanner.position
        try scanner.object(of: Self.names) { (name, scanner) throws(JSONError) in
            switch name {
            case "ItemId": id = try scanner.text() ?? ""
            case "Status": status = try scanner.text() ?? ""
            case "RiskLevel": severity = Severity(vendor: try scanner.text() ?? "")
            case "CheckTime": checkedAt = try scanner.wholeNumber().flatMap(Self.time)
            case "AffectedCount": affected = Int32(clamping: try scanner.wholeNumber() ?? 0)
            default: try scanner.skip()
            }
        }
        place = start..<scanner.position
    }

    /// Security Center's console; the pages below it have moved from version to version, so that no deeper link lasts.
    /// (The address is the one that the vendor's user guide opens with.)
    static let console = "https://yundun.console.aliyun.com/?p=sas"

    /// Reads the rest of the item from the answer that it stands in.
    package func description(in bytes: [UInt8]) -> FindingDescription {
        let json = JSONValue(bytes, in: place)
        return FindingDescription(
            title: json["Title"]?.text?.trimmed ?? "", category: json["Type"]?.text?.trimmed ?? "",
            assetType: json["RiskAssertType"]?.text?.trimmed ?? "",
            checkedAt: json["CheckTime"]?.integer.flatMap(Self.time),
            url: Self.console, details: RiskCheckDetails.normalised(json).bytes)
    }

    /// The vendor's milliseconds; 0 is never.
    private static func time(_ milliseconds: Int64) -> Timestamp? {
        milliseconds > 0 ? Timestamp(milliseconds: milliseconds) : nil
    }
}
