import BridgeCore
import Simulator
import Testing

@Suite struct RiskCheckQueryTests {
    @Test func pagesCoverEveryItemOnce() throws {
        let caller = Caller()
        let pages = try (1...3).map { try caller.riskChecks(["CurrentPage": "\($0)", "PageSize": "20"]) }
        #expect(pages.map(\.items.count) == [20, 20, 4])
        #expect(Set(pages.flatMap(\.itemIDs)).count == 44)
        #expect(pages.allSatisfy { $0.json["TotalCount"]?.integer == 44 && $0.json["PageCount"]?.integer == 3 })
    }

    @Test func twentyItemsMakeAPageByDefault() throws {
        let caller = Caller()
        let answer = try caller.riskChecks()
        #expect(answer.items.count == 20)
        #expect(answer.json["Count"]?.integer == 20)
        #expect(answer.json["CurrentPage"]?.integer == 1)
    }

    @Test func pagesPastTheEndAreEmpty() throws {
        let caller = Caller()
        for page in ["4", "9223372036854775807"] {
            let answer = try caller.riskChecks(["CurrentPage": page])
            #expect(answer.status == 200)
            #expect(answer.items.isEmpty)
        }
    }

    struct Filter: Sendable {
        var name: String
        var value: String
        var ids: [Int64]
    }

    @Test(arguments: [
        Filter(name: "GroupId", value: "1", ids: [3, 15, 20, 44, 49]),
        Filter(name: "ItemIds.1", value: "12", ids: [12]),
        Filter(name: "AssetType", value: "RAM", ids: [3, 13, 15, 49]),
        Filter(name: "Name", value: "RDS - whitelist configurations", ids: [5]),
        Filter(name: "Name", value: "RDS-白名单配置", ids: [5]),
        Filter(name: "RiskLevel", value: "high", ids: [3, 4, 5, 6, 7, 8, 12, 14, 19]),
        Filter(name: "Status", value: "ignored", ids: [17, 31]),
        Filter(name: "Status", value: "falsePositive", ids: [21]),
        Filter(name: "QueryFlag", value: "disabled", ids: [32, 41]),
    ])
    func filtersNarrowTheList(_ filter: Filter) throws {
        let caller = Caller()
        let answer = try caller.send(request(filter, caller))
        #expect(answer.itemIDs == filter.ids)
        #expect(answer.json["TotalCount"]?.integer == Int64(filter.ids.count))
    }

    private func request(_ filter: Filter, _ caller: Caller) -> ReceivedRequest {
        caller.request("DescribeRiskCheckResult", [filter.name: filter.value, "PageSize": "100"])
    }

    @Test func filtersAreCombined() throws {
        let caller = Caller()
        let answer = try caller.riskChecks(["GroupId": "2", "Status": "failed", "RiskLevel": "high", "PageSize": "100"])
        #expect(answer.itemIDs == [5, 6])
    }

    @Test func severalItemsCanBeAskedFor() throws {
        let caller = Caller()
        let answer = try caller.riskChecks(["ItemIds.1": "12", "ItemIds.2": "3", "ItemIds.3": "999"])
        #expect(answer.itemIDs == [3, 12])
    }

    @Test(arguments: ["PageSize", "CurrentPage", "GroupId", "Status", "RiskLevel", "QueryFlag", "Lang", "ItemIds.2"])
    func nonsenseIsRefusedByName(_ name: String) throws {
        let caller = Caller()
        let answer = try caller.send(caller.request("DescribeRiskCheckResult", [name: "nonsense"]))
        #expect(answer.status == 400)
        #expect(answer.code == "Invalid\(name == "ItemIds.2" ? "ItemIds" : name)")
    }
}
