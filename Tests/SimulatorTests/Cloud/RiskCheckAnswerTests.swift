import BridgeCore
import Simulator
import Testing

@Suite struct RiskCheckAnswerTests {
    @Test(arguments: [("zh", "云账号安全-多因素认证"), ("en", "Alibaba Cloud account security - MFA")])
    func titlesFollowTheLanguage(_ lang: String, _ title: String) throws {
        let caller = Caller()
        let item = try caller.riskChecks(["ItemIds.1": "3", "Lang": lang]).items.first
        #expect(item?["Title"]?.string == title)
    }

    @Test func chineseIsTheDefault() throws {
        let caller = Caller()
        #expect(try caller.riskChecks(["ItemIds.1": "3"]).items.first?["Type"]?.string == "身份认证及权限")
    }

    @Test func anElementHasTheDocumentedMembers() throws {
        let caller = Caller()
        let names = try caller.riskChecks().items.first?.members?.map(\.name)
        #expect(
            Set(names ?? []) == [
                "ItemId", "TaskId", "Title", "Type", "RiskLevel", "Status", "AffectedCount", "RiskAssertType",
                "CheckTime",
                "RemainingTime", "RepairStatus", "StartStatus", "Sort", "RiskItemResources",
            ])
    }

    @Test func whatIsVolatileMovesAndNothingElse() throws {
        let caller = Caller()
        let first = try caller.riskChecks(["ItemIds.1": "3"])
        caller.now = .noon + .seconds(60)
        let second = try caller.riskChecks(["ItemIds.1": "3"])
        let volatile: Set = ["Sort", "CheckTime", "RemainingTime"]
        let members = zip(first.items[0].members ?? [], second.items[0].members ?? [])
        #expect(Set(members.filter { $0 != $1 }.map(\.0.name)) == volatile)
        #expect(first.json["RequestId"] != second.json["RequestId"])
    }
}
