import BridgeCore
import TestSupport
import Testing

@testable import AlibabaCloud

/// Damaged answers of the vendor: what the fast readers make of them is what a plain one does.
@Suite struct AnswerFuzzTests {
    private static func corpus(_ names: String...) throws -> [[UInt8]] {
        try names.flatMap { name in
            let bytes = try Resource.bytes("Fixtures/\(name).json")
            // As the vendor sends it, too: without blanks.
            return [bytes, (try? JSONValue(parsing: bytes).bytes) ?? bytes]
        }
    }

    private static let words =
        Mutator.jsonWords + [
            #""Acl":"#, #""AclUuid":"#, #""GroupUuid":"x","#, #""AclStatus":"#, #""Acl\u0055uid":"y","#, #""Acls":"#,
            #""CheckRecord":"#, #""TaskId":"#, #""Status":"#, #""ItemId":7,"#, #""List":"#, #""TotalCount":"2","#,
            #""CheckRecords":"#, #""Records":"#, #"" padded ""#, #"\u0020"#,
        ]

    @Test func aclPagesAreReadAsAPlainReaderReadsThem() throws {
        let corpus = try Self.corpus("acl-published", "acl-variants", "acl-null-acl", "acl-empty", "acl-tasks")
        Fuzzer("ACL page", corpus: corpus, words: Self.words).run(few: 2500) { bytes in
            let page = try? AclCheckPage(decoding: bytes)
            let plain = ReferenceJSON.value(bytes).flatMap(ReferenceAnswers.aclPage)
            let rows = page?.findings.map { row in
                ReferenceAnswers.Row(id: row.id, status: row.status, json: JSONValue(bytes, in: row.place))
            }
            #expect(page.map { .init(record: $0.record, rows: rows ?? []) } == plain, "\(bytes)")
            // Nothing in it may be beyond description.
            for row in page?.findings ?? [] {
                _ = page.map { row.description(in: $0, type: "NAT", check: "c", hasDetails: true) }
            }
        }
    }

    @Test func riskPagesAreReadAsAPlainReaderReadsThem() throws {
        let corpus = try Self.corpus("risk-published", "risk-model", "risk-content-key", "risk-sparse", "error")
        Fuzzer("risk page", corpus: corpus, words: Self.words).run(few: 2500) { bytes in
            let page = try? RiskCheckPage(decoding: bytes)
            let plain = ReferenceJSON.value(bytes).flatMap(ReferenceAnswers.riskPage)
            let rows = page?.rows.map { row in
                ReferenceAnswers.Row(
                    id: row.id, status: row.status, severity: row.severity, affected: row.affected,
                    checkedAt: row.checkedAt, json: JSONValue(bytes, in: row.place))
            }
            #expect(page.map { .init(totalCount: $0.totalCount, rows: rows ?? []) } == plain, "\(bytes)")
            for row in page?.rows ?? [] { _ = row.description(in: bytes) }
        }
    }

    @Test func pagesOfListCheckResultAreReadAsAPlainReaderReadsThem() throws {
        let corpus = try Self.corpus("check-model", "check-sparse", "check-variants", "error")
        let words =
            Self.words + [#""CheckId":8,"#, #""Checks":"#, #""PageInfo":{"#, #""LastCheckTime":"9","#, #""NOT_PASS""#]
        Fuzzer("ListCheckResult page", corpus: corpus, words: words).run(few: 2500) { bytes in
            let page = try? CheckResultPage(decoding: bytes)
            let plain = ReferenceJSON.value(bytes).flatMap(ReferenceAnswers.checkPage)
            let rows = page?.rows.map { row in
                ReferenceAnswers.Row(
                    id: row.id, status: row.status, severity: row.severity, checkedAt: row.checkedAt,
                    json: JSONValue(bytes, in: row.place))
            }
            #expect(page.map { .init(totalCount: $0.totalCount, rows: rows ?? []) } == plain, "\(bytes)")
            for row in page?.rows ?? [] { _ = row.description(in: bytes) }
        }
    }

    @Test func taskListsAreReadAsAPlainReaderReadsThem() throws {
        let corpus = try Self.corpus("acl-tasks", "acl-published")
        Fuzzer("task list", corpus: corpus, words: Self.words).run(few: 3000) { bytes in
            let list = try? AclTaskList(decoding: bytes)
            let tasks = list?.tasks.map { task in
                [task.id, task.checkName, task.status, task.level, task.lastCheckTime.map { String($0) } ?? "none"]
            }
            #expect(tasks == ReferenceJSON.value(bytes).flatMap(ReferenceAnswers.tasks), "\(bytes)")
            for name in list?.checkNames ?? [] { _ = list?.choice(for: name) }
        }
    }

    @Test func errorsAreReadOrNot() throws {
        let corpus = try Self.corpus("error") + [Resource.bytes("Fixtures/error.xml")]
        let words = Mutator.jsonWords + ["<Code>", "</Code>", "<Message>", #""Code":"#, #""AccessDeniedDetail":{"#]
        Fuzzer("error answer", corpus: corpus, words: words).run(few: 3000) { bytes in
            guard let answer = ErrorAnswer(parsing: bytes) else { return }
            #expect(!answer.code.isEmpty)
            _ = FailureCause(code: answer.code, status: 400)
        }
    }
}
