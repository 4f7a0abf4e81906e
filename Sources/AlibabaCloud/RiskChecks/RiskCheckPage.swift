import BridgeCore

/// One page of DescribeRiskCheckResult's answer, as far as it decides anything.
package struct RiskCheckPage: CheckListPage {
    /// How many items there are on all pages together; `nil` if the answer does not say.
    package private(set) var totalCount: Int64?
    package private(set) var rows: [RiskCheckRow] = []
    /// The answer, which the items' places refer to.
    package let bytes: [UInt8]

    /// - Throws: ``AnswerError`` if it is no JSON or neither holds the list nor says how long it is.
    package init(decoding bytes: [UInt8]) throws(AnswerError) {
        self.bytes = bytes
        var hasList = false
        var rows: [RiskCheckRow] = []
        var totalCount: Int64?
        try JSONScanner.answer(bytes) { (name, scanner) throws(JSONError) in
            switch name {
            case "TotalCount": totalCount = try scanner.wholeNumber()
            case "List":
                hasList = true
                try scanner.objects { (scanner) throws(JSONError) in rows.append(try RiskCheckRow(&scanner)) }
            default: try scanner.skip()
            }
        }
        guard hasList || totalCount != nil else { throw .missing("List") }
        self.totalCount = totalCount
        self.rows = rows
    }
}
