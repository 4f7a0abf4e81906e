import BridgeCore

/// One finding in a table, read from what listings write.
struct EntryView {
    let link: String
    let title: String
    /// The word of the style sheet.
    let severity: String
    let severityWord: String
    /// Whether it is in a list of which not all are alike.
    let showsState: Bool
    let isOpen: Bool
    let stateWord: String
    let about: String
    let since: MomentView?

    /// - Returns: `nil` if it is no finding.
    init?(_ item: [UInt8], showsState: Bool, seenAt now: Timestamp, _ word: Wording) {
        guard let json = try? JSONValue(parsing: item), let finding = json["finding"],
            let key = finding["key"]?.string, let source = json["source"]?.string
        else { return nil }
        self.showsState = showsState
        let state = (json["gone"]?.bool ?? false) ? "gone" : finding["state"]?.string ?? ""
        link = FindingLink(source: source, key: key).target
        title = finding.shownTitle
        severity = finding["severity"]?.string ?? Severity.unknown.rawValue
        severityWord = word.severity(Severity(rawValue: severity) ?? .unknown)
        isOpen = state == "open"
        stateWord = word.standing(state)
        let category = finding["category"]?.string?.onOneLine ?? ""
        let scope = json["scope"]?.string ?? ""
        about = [
            source, scope.isEmpty ? category : scope, finding["asset_type"]?.string?.onOneLine ?? "",
            finding["affected_count"]?.integer.map(word.assets) ?? "",
            finding["id"]?.string.map { "ID \($0.onOneLine)" } ?? "",
        ].filter { !$0.isEmpty }.map { $0.fitted(to: 120, in: .utf16) }.joined(separator: " · ")
        since = json["since"]?.string.flatMap(Timestamp.init(rfc3339:)).map { MomentView($0, seenAt: now, word) }
    }
}

extension JSONValue {
    /// The title of this finding, on one line and not too long for a page; where it has none, what identifies it.
    var shownTitle: String {
        let title = self["title"]?.string?.onOneLine ?? ""
        return (title.isEmpty ? self["key"]?.string?.onOneLine ?? "" : title).fitted(to: 300, in: .utf16)
    }
}

/// The address of a finding's own page.
struct FindingLink {
    var source: String
    var key: String

    var target: String {
        "/finding?source=\(PercentEncoding.component(source))&key=\(PercentEncoding.component(key))"
    }
}
