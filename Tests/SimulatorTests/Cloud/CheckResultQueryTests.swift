import BridgeCore
import Simulator
import Testing

@Suite struct CheckResultQueryTests {
    struct Filter: Sendable {
        var name: String
        var value: String
        var ids: [Int64]
    }

    @Test(arguments: [
        Filter(name: "CheckIds.1", value: "412", ids: [412]),
        Filter(name: "Statuses.1", value: "WHITELIST", ids: [417, 421, 431]),
        Filter(name: "RiskLevels.1", value: "HIGH", ids: [403, 404, 405, 406, 407, 408, 412, 414, 419]),
        Filter(name: "InstanceTypes.1", value: "RAM", ids: [403, 413, 415, 449]),
        Filter(name: "RequirementIds.1", value: "1", ids: [403, 415, 420, 444, 449]),
        Filter(name: "CheckKey", value: "Mongo", ids: [414, 433, 434, 435]),
        Filter(name: "CheckKey", value: "白名单", ids: [405, 414, 419, 422, 423, 425]),
        Filter(name: "Vendors.1", value: "AWS", ids: []),
        Filter(name: "CheckTypes.1", value: "CUSTOM", ids: []),
        Filter(name: "StandardIds.1", value: "99", ids: []),
        Filter(name: "CustomParam", value: "True", ids: []),
    ])
    func filtersNarrowTheList(_ filter: Filter) throws {
        let caller = Caller()
        let request = caller.request("ListCheckResult", [filter.name: filter.value, "PageSize": "100"])
        let answer = try caller.send(request)
        #expect(answer.status == 200)
        #expect(answer.checkIDs == filter.ids)
        #expect(answer.json["PageInfo"]?["TotalCount"]?.integer == Int64(filter.ids.count))
    }

    @Test(arguments: [
        ("Vendors.1", "ALIYUN"), ("CheckTypes.1", "SYSTEM"), ("StandardIds.1", "7"), ("CustomParam", "false"),
        ("RegionId", "cn-hangzhou"),
    ])
    func whatAllHaveNarrowsNothing(name: String, value: String) throws {
        let caller = Caller()
        let answer = try caller.send(caller.request("ListCheckResult", [name: value, "PageSize": "100"]))
        #expect(answer.checks.count == 44)
    }

    @Test func membersOfAListAreAlternatives() throws {
        let answer = try Caller().checkResults(["Statuses.1": "NOT_CHECK", "Statuses.2": "WHITELIST"])
        #expect(answer.checkIDs == [417, 421, 431, 451])
    }

    @Test func listsAreCombined() throws {
        let answer = try Caller().checkResults(
            ["Statuses.1": "NOT_PASS", "RiskLevels.1": "HIGH", "RequirementIds.1": "2"])
        #expect(answer.checkIDs == [405, 406])
    }

    @Test func sortingIsByRankNotByLetters() throws {
        let answer = try Caller().checkResults(["SortTypes.1": "RISK_LEVEL", "PageSize": "100"])
        let levels = answer.checks.compactMap { $0["RiskLevel"]?.string }
        #expect(levels.prefix(9).allSatisfy { $0 == "HIGH" })
        #expect(levels.suffix(8).allSatisfy { $0 == "LOW" })
    }

    @Test func twentyMakeAPageByDefault() throws {
        #expect(try Caller().checkResults().checks.count == 20)
    }

    @Test(arguments: [
        ("PageSize", "101"), ("PageSize", "0"), ("CurrentPage", "0"), ("Statuses.1", "FAILED"),
        ("RiskLevels.1", "high"), ("CheckIds.2", "1"), ("CheckIds.1", "x"), ("Vendors.1", "MOON"),
        ("SortTypes.1", "NAME"), ("Lang", "fr"),
    ])
    func nonsenseIsRefusedByName(name: String, value: String) throws {
        let caller = Caller()
        let answer = try caller.send(caller.request("ListCheckResult", [name: value]))
        #expect(answer.status == 400)
        #expect(answer.code == "Invalid\(name.split(separator: ".")[0])")
    }
}
