import BridgeCore

/// One page of DescribeRiskCheckResult's answer, as far as it decides anything.
struct RiskCheckPage: Sendable {
    /// How many items there are on all pages together; `nil` if the answer does not say.
    private(set) var totalCount: Int64?
    private(set) var items: [RiskCheckRow] = []
    /// The answer, which the items' places refer to.
    let bytes: [UInt8]

    /// - Throws: ``AnswerError`` if it is no JSON or neither holds the list nor says how long it is.
    init(decoding bytes: [UInt8]) throws(AnswerError) {
        self.bytes = bytes
        var hasList = false
        var items: [RiskCheckRow] = []
        var totalCount: Int64?
        try JSONScanner.answer(bytes) { (name, scanner) throws(JSONError) in
            switch name {
            case "TotalCount": totalCount = try scanner.wholeNumber()
            case "List":
                hasList = true
                try scanner.objects { (scanner) throws(JSONError) in items.append(try RiskCheckRow(&scanner)) }
            default: try scanner.skip()
            }
        }
        guard hasList || totalCount != nil else { throw .missing("List") }
        self.totalCount = totalCount
        self.items = items
    }
}
