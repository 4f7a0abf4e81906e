import BridgeCore

extension String {
    /// Foreign text on one line, in which no address becomes a link by itself: an invisible space (U+200B) parts its
    /// scheme from the rest. Behind the slashes it would be of no use, because hosts are looked up without it.
    var inert: String { onOneLine.unlinked }

    /// By scalars, because an accent on a slash would hide it.
    private var unlinked: String {
        String(unicodeScalars.replacing("://".unicodeScalars, with: ":\u{200B}//".unicodeScalars))
    }

    /// With an invisible space before what would begin a list, a heading, a quotation or a rule at the start of a line.
    var beginningNoBlock: String {
        prefixMatch(of: #/[-+*#>=~_|`]|[0-9]{1,9}[.)]/#.matchingSemantics(.unicodeScalar)) == nil
            ? self : "\u{200B}\(self)"
    }
}
