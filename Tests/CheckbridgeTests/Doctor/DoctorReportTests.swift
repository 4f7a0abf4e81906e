import BridgeCore
import Testing

@testable import checkbridge

@Suite struct DoctorReportTests {
    private let report = DoctorReport(sections: [
        .init(kind: .configuration, name: "c.yaml", checks: [.ok(.file, nil, "1 account(s)")]),
        .init(
            kind: .source, name: "acl", remark: "acl_checks, account prod",
            checks: [
                .warning(.call, "DescribeAclChecks", "no tasks", advice: "Start one."),
                .failed(
                    .call, "DescribeAclCheck", "Forbidden.RAM: no", advice: "Allow it.",
                    facts: [.text("code", "Forbidden.RAM")]),
                .skipped(.call, "Another", "not now"),
                Check(name: .call, verdict: .ok, message: "in parts", notes: ["one", "two"]),
            ]),
    ])

    @Test func peopleGetALineForEachCheckAndWhatToDoBelow() {
        #expect(
            report.lines == [
                "configuration: c.yaml",
                "  ok    file  1 account(s)",
                "",
                "source acl (acl_checks, account prod)",
                "  warn  DescribeAclChecks  no tasks",
                "        -> Start one.",
                "  FAIL  DescribeAclCheck   Forbidden.RAM: no",
                "        -> Allow it.",
                "  skip  Another            not now",
                "  ok    call               in parts",
                "        - one",
                "        - two",
                "",
                "checkbridge would NOT work as it is: 1 failed, 1 with a warning, 2 ok, 1 not asked",
            ])
    }

    @Test func programsGetTheSameAsOneObject() {
        let expected = """
            {"version":1,"verdict":"fail","counts":{"ok":2,"warn":1,"fail":1,"skip":1},"sections":[\
            {"kind":"configuration","name":"c.yaml","checks":[\
            {"check":"file","verdict":"ok","message":"1 account(s)"}]},\
            {"kind":"source","name":"acl","checks":[\
            {"check":"call","subject":"DescribeAclChecks","verdict":"warn","message":"no tasks","advice":"Start one."},\
            {"check":"call","subject":"DescribeAclCheck","verdict":"fail","message":"Forbidden.RAM: no",\
            "advice":"Allow it.","facts":{"code":"Forbidden.RAM"}},\
            {"check":"call","subject":"Another","verdict":"skip","message":"not now"},\
            {"check":"call","verdict":"ok","message":"in parts"}]}]}
            """
        #expect(report.json.line == expected)
    }

    @Test(arguments: [
        ([Check.Verdict.ok], true, "ok"), ([.ok, .warning], true, "warn"), ([.warning, .failed], false, "fail"),
        ([.skipped], true, "ok"),
    ])
    func theWorstVerdictIsTheReports(verdicts: [Check.Verdict], isHealthy: Bool, word: String) {
        let checks = verdicts.map { Check(name: .call, verdict: $0, message: "") }
        let report = DoctorReport(sections: [.init(kind: .sink, name: "s", checks: checks)])
        #expect(report.isHealthy == isHealthy)
        #expect(report.json["verdict"]?.string == word)
    }
}
