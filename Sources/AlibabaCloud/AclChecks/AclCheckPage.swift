import BridgeCore

/// One page of DescribeAclCheck's answer, as far as it decides anything.
struct AclCheckPage: Sendable {
    let record: Record
    let findings: [AclCheckRow]
    /// The answer, which the findings' places refer to.
    let bytes: [UInt8]

    /// What holds for all findings of the check.
    struct Record: Sendable, Equatable {
        var taskID = ""
        var checkName = ""
        var level = ""
        var description = ""
        var assessment = ""
        /// Seconds since 1970.
        var lastCheckTime: Int64?
    }

    /// - Throws: ``AnswerError`` if it is no JSON or has no `CheckRecord` with anything in it.
    init(decoding bytes: [UInt8]) throws(AnswerError) {
        var record = Record()
        var findings: [AclCheckRow]?
        try JSONScanner.answer(bytes) { (name, scanner) throws(JSONError) in
            guard name == "CheckRecord" else {
                _ = try scanner.skip()
                return
            }
            try scanner.members { (name, scanner) throws(JSONError) in
                guard name == "Acls" else { return try record.read(name, &scanner) }
                findings = try Self.findings(&scanner)
            }
        }
        guard findings != nil || !record.taskID.isEmpty else { throw .missing("CheckRecord") }
        self.record = record
        self.findings = findings ?? []
        self.bytes = bytes
    }

    private static func findings(_ scanner: inout JSONScanner) throws(JSONError) -> [AclCheckRow] {
        var findings: [AclCheckRow] = []
        try scanner.objects { (scanner) throws(JSONError) in findings.append(try AclCheckRow(&scanner)) }
        return findings
    }
}

extension AclCheckPage.Record {
    fileprivate mutating func read(_ name: String, _ scanner: inout JSONScanner) throws(JSONError) {
        switch name {
        case "TaskId": taskID = try scanner.text() ?? ""
        case "CheckName": checkName = try scanner.text() ?? ""
        case "Level": level = try scanner.text() ?? ""
        case "Description": description = try scanner.text() ?? ""
        case "RecordAssessmentDetail": assessment = try scanner.text() ?? ""
        case "LastCheckTime": lastCheckTime = try scanner.wholeNumber()
        default: try scanner.skip()
        }
    }
}
