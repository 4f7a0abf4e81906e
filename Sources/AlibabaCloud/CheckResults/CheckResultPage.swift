import BridgeCore

/// One page of ListCheckResult's answer, as far as it decides anything.
package struct CheckResultPage: CheckListPage {
    /// How many checks there are on all pages together; `nil` if the answer does not say.
    package private(set) var totalCount: Int64?
    package private(set) var rows: [CheckResultRow] = []
    /// The answer, which the checks' places refer to.
    package let bytes: [UInt8]

    /// - Throws: ``AnswerError`` if it is no JSON or neither holds the list nor says how long it is.
    package init(decoding bytes: [UInt8]) throws(AnswerError) {
        self.bytes = bytes
        var hasList = false
        var rows: [CheckResultRow] = []
        var totalCount: Int64?
        try JSONScanner.answer(bytes) { (name, scanner) throws(JSONError) in
            switch name {
            case "PageInfo":
                try scanner.members { (name, scanner) throws(JSONError) in
                    if name == "TotalCount" { totalCount = try scanner.wholeNumber() } else { try scanner.skip() }
                }
            case "Checks":
                hasList = true
                try scanner.objects { (scanner) throws(JSONError) in rows.append(try CheckResultRow(&scanner)) }
            default: try scanner.skip()
            }
        }
        guard hasList || totalCount != nil else { throw .missing("Checks") }
        self.totalCount = totalCount
        self.rows = rows
    }
}
