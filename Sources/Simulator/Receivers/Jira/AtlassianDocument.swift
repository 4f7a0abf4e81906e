import BridgeCore

/// The text of a document in the Atlassian Document Format, if it is one.
enum AtlassianDocument {
    private static let blocks = ["paragraph", "bulletList", "listItem", "blockquote"]

    /// - Returns: a line for each block, or `nil` if Jira would not take it.
    static func text(of document: JSONValue) -> String? {
        guard document["type"]?.string == "doc", document["version"]?.integer == 1,
            let content = document["content"]?.array
        else { return nil }
        let lines = content.map(block)
        return lines.contains(nil) ? nil : lines.compactMap(\.self).joined(separator: "\n")
    }

    private static func block(_ node: JSONValue) -> String? {
        guard let type = node["type"]?.string else { return nil }
        if type == "text" { return inline(node) }
        guard blocks.contains(type), let content = node["content"]?.array, type == "paragraph" || !content.isEmpty
        else { return nil }
        let texts = content.map(block)
        return texts.contains(nil) ? nil : texts.compactMap(\.self).joined(separator: type == "bulletList" ? "\n" : "")
    }

    /// A text must not be empty, and has no marks but known ones.
    private static func inline(_ node: JSONValue) -> String? {
        guard let text = node["text"]?.string, !text.isEmpty else { return nil }
        let marks = node["marks"]?.array ?? []
        let isKnown = marks.allSatisfy { mark in
            switch mark["type"]?.string {
            case "strong", "code": true
            case "link": mark["attrs"]?["href"]?.string?.hasPrefix("http") == true
            default: false
            }
        }
        return isKnown ? text : nil
    }
}
