import BridgeCore

/// One page of ListCheckResult's answer, as far as it decides anything.
struct CheckResultPage: Sendable {
    /// How many checks there are on all pages together; `nil` if the answer does not say.
    private(set) var totalCount: Int64?
    private(set) var checks: [CheckResultRow] = []
    /// The answer, which the checks' places refer to.
    let bytes: [UInt8]

    /// - Throws: ``AnswerError`` if it is no JSON or neither holds the list nor says how long it is.
    init(decoding bytes: [UInt8]) throws(AnswerError) {
        self.bytes = bytes
        var hasList = false
        var checks: [CheckResultRow] = []
        var totalCount: Int64?
        try JSONScanner.answer(bytes) { (name, scanner) throws(JSONError) in
            switch name {
            case "PageInfo":
                try scanner.members { (name, scanner) throws(JSONError) in
                    if name == "TotalCount" { totalCount = try scanner.wholeNumber() } else { try scanner.skip() }
                }
            case "Checks":
                hasList = true
                try scanner.objects { (scanner) throws(JSONError) in checks.append(try CheckResultRow(&scanner)) }
            default: try scanner.skip()
            }
        }
        guard hasList || totalCount != nil else { throw .missing("Checks") }
        self.totalCount = totalCount
        self.checks = checks
    }
}
