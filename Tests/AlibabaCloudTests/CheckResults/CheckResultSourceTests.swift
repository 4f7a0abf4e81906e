import AlibabaCloud
import HTTPTransport
import Testing

@testable import BridgeCore

@Suite struct CheckResultSourceTests {
    /// What the vendor shows on each page: the ids, and how many it says there are.
    struct Pages: Sendable, CustomTestStringConvertible {
        var name: String
        var pages: [(total: Int?, ids: [String])]
        /// Part of why it is incomplete; `nil` if it is complete.
        var obstacle: String?
        var asked: Int
        var count: Int
        var maximumPages = 1000
        var testDescription: String { name }
    }

    static let cases = [
        Pages(name: "one page", pages: [(2, ["1", "2"])], obstacle: nil, asked: 1, count: 2),
        Pages(name: "nothing at all", pages: [(0, [])], obstacle: nil, asked: 1, count: 0),
        Pages(name: "two pages", pages: [(3, ["1", "2"]), (3, ["3"])], obstacle: nil, asked: 2, count: 3),
        Pages(
            name: "page size clamped", pages: [(3, ["1"]), (3, ["2"]), (3, ["3"])], obstacle: nil, asked: 3, count: 3),
        Pages(
            name: "empty page too early", pages: [(3, ["1"]), (3, [])], obstacle: "counts 3 checks", asked: 2, count: 1),
        Pages(name: "empty first page", pages: [(3, [])], obstacle: "counts 3 checks", asked: 1, count: 0),
        Pages(
            name: "last page repeated", pages: [(3, ["1", "2"]), (3, ["1", "2"])], obstacle: "counts 3 checks",
            asked: 2, count: 2),
        Pages(
            name: "count moves", pages: [(3, ["1", "2"]), (4, ["3", "4"])], obstacle: "changed while", asked: 2,
            count: 4),
        Pages(
            name: "pages overlap", pages: [(4, ["1", "2"]), (4, ["2", "3"]), (4, ["4"])], obstacle: "overlapped",
            asked: 3, count: 4),
        Pages(
            name: "more than counted", pages: [(1, ["1", "2"])], obstacle: "counts 1 checks", asked: 1, count: 2),
        Pages(
            name: "same check twice on a page", pages: [(2, ["1", "1"]), (2, [])], obstacle: "counts 2", asked: 2,
            count: 1),
        Pages(
            name: "no count", pages: [(nil, ["1", "2"]), (nil, [])], obstacle: "does not say", asked: 2, count: 2),
        Pages(
            name: "page cap", pages: [(9, ["1"]), (9, ["2"]), (9, ["3"])], obstacle: "more than 2 pages", asked: 2,
            count: 2, maximumPages: 2),
        Pages(
            name: "id too long", pages: [(2, ["1", String(repeating: "9", count: 251)]), (2, [])],
            obstacle: "longer than 256", asked: 2, count: 1),
        Pages(name: "no id", pages: [(2, ["1", ""]), (2, [])], obstacle: "without an id", asked: 2, count: 1),
    ]

    @Test(arguments: cases) func pagesAreReadToTheEnd(_ expected: Pages) async throws {
        let vendor = ScriptedVendor { question in
            let page = expected.pages[min(question.number, expected.pages.count - 1)]
            return Self.page(total: page.total, page.ids)
        }
        let options = CheckResultSource.Options(maximumPages: expected.maximumPages)
        let poll = try await CheckResultSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        let snapshot = try #require(poll.snapshots.first)
        if let obstacle = expected.obstacle {
            #expect(snapshot.completeness.obstacle?.contains(obstacle) == true, "\(snapshot.completeness)")
        } else {
            #expect(snapshot.completeness == .complete)
        }
        #expect(vendor.questions.count == expected.asked)
        #expect(vendor.questions.map { $0.parameter("CurrentPage") } == (1...expected.asked).map(String.init))
        #expect(snapshot.count == expected.count)
        #expect(poll.failures.isEmpty)
    }

    /// The vendor's SDK sends the same for these parameters, but for its user agent and telemetry.
    @Test func requestIsAsTheSDKWritesIt() async throws {
        let vendor = ScriptedVendor(script: [Self.page(total: 0, [])])
        _ = try await CheckResultSource(name: "s", client: .testing(vendor)).poll(knowing: [:])
        let question = try #require(vendor.questions.first)
        #expect(question.request.method == .post)
        #expect(
            question.request.url == "https://tds.cn-shanghai.aliyuncs.com/?CurrentPage=1&Lang=en&PageSize=100")
        #expect(question.request.body == nil)
        #expect(question.header("x-acs-action") == "ListCheckResult")
        #expect(question.header("x-acs-version") == "2018-12-03")
        #expect(
            question.header("authorization")?.contains(
                "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,")
                == true)
    }

    @Test func everyFilterMemberIsAskedForAndStatusNever() async throws {
        let vendor = ScriptedVendor(script: [Self.page(total: 1, ["7"])])
        let filter = CheckResultFilter(
            checkIDs: ["7"], assetTypes: ["ECS", "RDS"], standardIDs: ["1"], vendors: ["ALIYUN"], name: "x y")
        let snapshot = try await Self.snapshot(of: vendor, .init(filter: filter, pageSize: 50, language: "zh"))
        #expect(snapshot.filter == filter.fingerprint)
        #expect(
            vendor.questions.first?.request.url.split(separator: "?").last == """
                CheckIds.1=7&CheckKey=x+y&CurrentPage=1&InstanceTypes.1=ECS&InstanceTypes.2=RDS&Lang=zh&PageSize=50\
                &StandardIds.1=1&Vendors.1=ALIYUN
                """)
    }

    @Test func checksAreAskedForByTheHundred() async throws {
        let vendor = ScriptedVendor { question in Self.page(total: 1, [String(question.number)]) }
        let filter = CheckResultFilter(checkIDs: (1...101).map(String.init))
        #expect(try await Self.snapshot(of: vendor, .init(filter: filter)).completeness == .complete)
        #expect(vendor.questions.count == 2)
        #expect(vendor.questions.first?.parameter("CheckIds.100") != nil)
        #expect(vendor.questions.last?.parameter("CheckIds.2") == nil)
    }

    @Test(arguments: ["InvalidAction.NotFound", "InvalidVersion"]) func apiThatIsGoneIsExplained(code: String)
        async throws
    {
        let source = CheckResultSource(
            name: "s", client: .testing(ScriptedVendor(script: [.error(code, status: 404)])))
        let error = await #expect(throws: SourceError.self) { try await source.poll(knowing: [:]) }
        #expect(error?.reason == .retired)
        #expect(error?.advice.contains("risk_checks") == true)
        #expect(error?.operation == "ListCheckResult (page 1) at tds.cn-shanghai.aliyuncs.com")
    }

    @Test func permissionThatIsMissingIsNamed() async throws {
        let source = CheckResultSource(
            name: "s", client: .testing(ScriptedVendor(script: [.error("NoPermission", status: 403)])))
        let error = await #expect(throws: SourceError.self) { try await source.poll(knowing: [:]) }
        #expect(error?.advice.contains("yundun-sas:ListCheckResult") == true)
    }

    @Test func checkWithoutStatusMakesItIncomplete() async throws {
        let vendor = ScriptedVendor(script: [.json(#"{"PageInfo":{"TotalCount":1},"Checks":[{"CheckId":1}]}"#)])
        #expect(try await Self.snapshot(of: vendor).completeness == .incomplete("check-1 came without a status"))
    }

    @Test func laterPageThatFailsLeavesWhatWasSeen() async throws {
        let vendor = ScriptedVendor { question in
            question.number == 0 ? Self.page(total: 2, ["1"]) : .error("NoPermission", status: 403)
        }
        let poll = try await CheckResultSource(name: "s", client: .testing(vendor)).poll(knowing: [:])
        #expect(poll.failures.map(\.code) == ["NoPermission"])
        #expect(poll.snapshots.first?.completeness == .incomplete("a page could not be read: NoPermission"))
        #expect(poll.snapshots.first?.count == 1)
    }

    /// Item 3 and check 3 are two things: the one is not resolved because the other passes.
    @Test func goingOverFromThePredecessorIsABaselineAndNothingElse() async throws {
        var ledger = Ledger()
        let items = ScriptedVendor(script: [
            .json(#"{"TotalCount":2,"List":[{"ItemId":3,"Status":"failed"},{"ItemId":4,"Status":"failed"}]}"#)
        ])
        let checks = ScriptedVendor(script: [
            .json(
                #"{"PageInfo":{"TotalCount":2},"Checks":[{"CheckId":3,"Status":"PASS"},{"CheckId":5,"Status":"NOT_PASS"}]}"#
            )
        ])
        let old = RiskCheckSource(name: "s", client: .testing(items))
        let new = CheckResultSource(name: "s", client: .testing(checks))
        #expect(try await ledger.types(of: old) == ["io.checkbridge.baseline"])
        #expect(try await ledger.types(of: new) == ["io.checkbridge.baseline"])
        #expect(try await ledger.types(of: new) == [])
        #expect(try await ledger.types(of: new) == [])
        #expect(ledger.open == ["check-5"])
    }

    /// A cursor that takes polls in.
    private struct Ledger {
        var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))

        mutating func types(of source: some Source) async throws -> [String] {
            let identity = SourceIdentity(name: "s", account: "prod", region: "cn-hangzhou", kind: .riskCheck)
            let poll = try await source.poll(knowing: cursor.findings(of: "s"))
            let commit = try cursor.advance(
                by: poll, of: identity, under: PollPolicy(), router: Router(root: Route(sinks: ["x"])),
                at: Timestamp(seconds: 1_763_712_550))
            for record in commit.records { try cursor.apply(record) }
            return try commit.report.events.map { try Event($0.event).type }
        }

        var open: [String] {
            cursor.findings(of: "s").values.flatMap { table in
                table.indices.filter { table[$0].status == "failed" && !table[$0].isHidden }.map(table.id(of:))
            }
        }
    }

    private static func snapshot(
        of vendor: ScriptedVendor, _ options: CheckResultSource.Options = .init()
    ) async throws -> Snapshot {
        let poll = try await CheckResultSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        return try #require(poll.snapshots.first)
    }

    private static func page(total: Int?, _ ids: [String]) -> ScriptedVendor.Answer {
        let checks = ids.map { #"{"CheckId":"\#($0)","Status":"NOT_PASS","RiskLevel":"HIGH"}"# }
        return .json(
            """
            {"PageInfo":{"TotalCount":\(total.map(String.init) ?? "null"),"Count":99},\
            "Checks":[\(checks.joined(separator: ","))]}
            """)
    }
}
