/// The wiki markup of Jira Data Center.
extension MarkedText.Markup {
    static var wiki: MarkedText.Markup {
        MarkedText.Markup(
            escape: { $0.unicodeScalars.map(escaped).joined() }, strong: { "*\($0)*" }, item: "* ", quote: "bq. ",
            link: { "[\($0)]" })
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "{", "}", "[", "]", "!", "*", "_", "-", "+", "^", "~", "?", "|", "#": "\\\(scalar)"
        // Two of them would break the line.
        case "\\": "&#92;"
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        // Neither an address nor a face.
        case ":", ";": "\(scalar)\u{200B}"
        default: String(scalar)
        }
    }
}
