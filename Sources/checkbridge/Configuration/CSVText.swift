/// A table as text: comma-separated values after RFC 4180, the first line with the headings.
struct CSVText {
    /// Each line with its number in the file, counted from 1; empty lines are left out.
    private(set) var records: [(line: Int, fields: [String])] = []

    private var fields: [String] = []
    private var field = ""
    private var line = 1
    private var start = 1
    /// At the end: a quote was never closed, and has swallowed what stands behind it.
    private(set) var isQuoted = false
    /// The last character closed a quoted part: another quote makes both one.
    private var justClosed = false

    init(_ text: String) {
        // By scalars: CRLF is one character.
        for scalar in text.unicodeScalars.drop(while: { $0 == "\u{FEFF}" }) { take(scalar) }
        endRecord()
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        let couldBeDouble = justClosed
        justClosed = false
        switch scalar {
        case "\"" where isQuoted: (isQuoted, justClosed) = (false, true)
        case "\"" where couldBeDouble:
            field.unicodeScalars.append(scalar)
            isQuoted = true
        case "\"" where field.isEmpty: isQuoted = true
        case "," where !isQuoted: endField()
        case "\r" where !isQuoted: break
        case "\n" where !isQuoted:
            endRecord()
            line += 1
            start = line
        default:
            if scalar == "\n" { line += 1 }
            field.unicodeScalars.append(scalar)
        }
    }

    private mutating func endField() {
        fields.append(field)
        field = ""
    }

    private mutating func endRecord() {
        endField()
        if fields != [""] { records.append((start, fields)) }
        fields = []
    }
}
