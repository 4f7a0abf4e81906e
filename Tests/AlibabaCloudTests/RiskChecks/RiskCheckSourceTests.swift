import AlibabaCloud
import Testing

@testable import BridgeCore

@Suite struct RiskCheckSourceTests {
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
            asked: 2,
            count: 2),
        Pages(
            name: "count moves", pages: [(3, ["1", "2"]), (4, ["3", "4"])], obstacle: "changed while", asked: 2,
            count: 4),
        Pages(
            name: "pages overlap", pages: [(4, ["1", "2"]), (4, ["2", "3"]), (4, ["4"])], obstacle: "overlapped",
            asked: 3, count: 4),
        Pages(
            name: "more than counted", pages: [(1, ["1", "2"])], obstacle: "counts 1 checks", asked: 1, count: 2),
        Pages(
            name: "same item twice on a page", pages: [(2, ["1", "1"]), (2, [])], obstacle: "counts 2", asked: 2,
            count: 1),
        Pages(
            name: "no count", pages: [(nil, ["1", "2"]), (nil, [])], obstacle: "does not say", asked: 2, count: 2),
        Pages(
            name: "page cap", pages: [(9, ["1"]), (9, ["2"]), (9, ["3"])], obstacle: "more than 2 pages", asked: 2,
            count: 2, maximumPages: 2),
        Pages(
            name: "id too long", pages: [(2, ["1", String(repeating: "9", count: 257)]), (2, [])],
            obstacle: "longer than 256", asked: 2, count: 1),
        Pages(name: "no id", pages: [(2, ["1", ""]), (2, [])], obstacle: "without an id", asked: 2, count: 1),
    ]

    @Test(arguments: cases) func pagesAreReadToTheEnd(_ expected: Pages) async throws {
        let vendor = ScriptedVendor { question in
            let page = expected.pages[min(question.number, expected.pages.count - 1)]
            return Self.page(total: page.total, page.ids)
        }
        let options = RiskCheckSource.Options(maximumPages: expected.maximumPages)
        let poll = try await RiskCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
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

    @Test func theNewestOfAllItemsSaysWhenTheVendorLooked() async throws {
        let times = [#","CheckTime":1000"#, #","CheckTime":"3000""#, #","CheckTime":0"#, ""]
        let vendor = ScriptedVendor { question in
            let time = times[question.number]
            return .json(#"{"TotalCount":4,"List":[{"ItemId":\#(question.number),"Status":"pass"\#(time)}]}"#)
        }
        let snapshot = try await Self.snapshot(of: vendor)
        #expect(snapshot.completeness == .complete)
        #expect(snapshot.checkedAt == Timestamp(milliseconds: 3000))
    }

    @Test func whatIsIncompleteDoesNotSayWhenTheVendorLooked() async throws {
        let vendor = ScriptedVendor(script: [
            .json(#"{"TotalCount":2,"List":[{"ItemId":1,"Status":"pass","CheckTime":1000}]}"#),
            .json(#"{"TotalCount":2,"List":[]}"#),
        ])
        #expect(try await Self.snapshot(of: vendor).checkedAt == nil)
    }

    @Test func itemWithoutStatusMakesItIncomplete() async throws {
        let vendor = ScriptedVendor(script: [.json(#"{"TotalCount":1,"List":[{"ItemId":1}]}"#)])
        let snapshot = try await Self.snapshot(of: vendor)
        #expect(snapshot.completeness == .incomplete("1 came without a status"))
    }

    @Test func eachGroupAndTypeIsAskedForByItself() async throws {
        let vendor = ScriptedVendor { question in
            Self.page(total: 1, ["\(question.parameter("GroupId") ?? "")\(question.parameter("AssetType") ?? "")"])
        }
        let filter = RiskCheckFilter(groupIDs: [4, 2], assetTypes: ["RDS", "ECS"], name: "x y", queryFlag: "enabled")
        let snapshot = try await Self.snapshot(of: vendor, RiskCheckSource.Options(filter: filter, pageSize: 50))
        #expect(snapshot.changed.map(\.id) == ["2ECS", "2RDS", "4ECS", "4RDS"])
        #expect(snapshot.completeness == .complete)
        #expect(snapshot.filter == filter.fingerprint)
        let first = try #require(vendor.questions.first)
        #expect(first.parameter("Name") == "x+y")
        #expect(first.parameter("QueryFlag") == "enabled")
        #expect(first.parameter("PageSize") == "50")
        #expect(first.parameter("Lang") == "en")
        #expect(first.parameter("Status") == nil && first.parameter("RiskLevel") == nil)
    }

    @Test func oneIncompleteGroupMakesTheWholeIncomplete() async throws {
        let vendor = ScriptedVendor { question in
            question.parameter("GroupId") == "1" ? Self.page(total: 2, ["1"]) : Self.page(total: 1, ["2"])
        }
        let options = RiskCheckSource.Options(filter: RiskCheckFilter(groupIDs: [1, 2]))
        #expect(try await Self.snapshot(of: vendor, options).completeness != .complete)
    }

    @Test func itemsAreAskedForByTheHundred() async throws {
        let vendor = ScriptedVendor { question in Self.page(total: 1, [String(question.number)]) }
        let filter = RiskCheckFilter(itemIDs: (1...101).map(String.init))
        _ = try await Self.snapshot(of: vendor, RiskCheckSource.Options(filter: filter))
        #expect(vendor.questions.count == 2)
        #expect(vendor.questions.first?.parameter("ItemIds.100") != nil)
        #expect(vendor.questions.last?.parameter("ItemIds.1") == "99")
        #expect(vendor.questions.last?.parameter("ItemIds.2") == nil)
    }

    @Test func laterPageThatFailsLeavesWhatWasSeen() async throws {
        let vendor = ScriptedVendor { question in
            question.number == 0 ? Self.page(total: 2, ["1"]) : .error("NoPermission", status: 403)
        }
        let poll = try await RiskCheckSource(name: "s", client: .testing(vendor)).poll(knowing: [:])
        #expect(poll.failures.map(\.code) == ["NoPermission"])
        #expect(poll.snapshots.first?.completeness == .incomplete("a page could not be read: NoPermission"))
        #expect(poll.snapshots.first?.count == 1)
    }

    @Test func whatIsKnownIsNotDescribedAgain() async throws {
        var known = FindingTable()
        let row = FindingRow(
            status: "failed", firstSeen: Timestamp(seconds: 1), since: Timestamp(seconds: 1), affected: 0,
            severity: .high, title: 0, category: 0, assetType: 0)
        known.append(row, id: "1")
        let vendor = ScriptedVendor(script: [Self.page(total: 2, ["1", "2"])])
        let scope = Scope(source: "s", part: .riskChecks)
        let poll = try await RiskCheckSource(name: "s", client: .testing(vendor)).poll(knowing: [scope: known])
        let snapshot = try #require(poll.snapshots.first)
        #expect(snapshot.unchanged.contains(0))
        #expect(snapshot.changed.map(\.id) == ["2"])
    }

    private static func snapshot(
        of vendor: ScriptedVendor, _ options: RiskCheckSource.Options = .init()
    ) async throws -> Snapshot {
        let poll = try await RiskCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        return try #require(poll.snapshots.first)
    }

    private static func page(total: Int?, _ ids: [String]) -> ScriptedVendor.Answer {
        let items = ids.map { #"{"ItemId":"\#($0)","Status":"failed","RiskLevel":"high"}"# }.joined(separator: ",")
        return .json(#"{"TotalCount":\#(total.map(String.init) ?? "null"),"PageCount":99,"List":[\#(items)]}"#)
    }
}
