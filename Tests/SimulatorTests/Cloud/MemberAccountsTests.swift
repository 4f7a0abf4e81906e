import BridgeCore
import Simulator
import Testing

@Suite struct MemberAccountsTests {
    private func caller(accounts: Int? = 3, findings: Int = 41, as number: Int = 1) throws -> Caller {
        var cloud = SimulatedCloud.standard(at: .noon)
        cloud.members = MemberAccounts(count: accounts, findings: findings, since: .noon)
        let caller = Caller(cloud)
        try caller.play("acs:ram::\(MemberAccounts.id(number)):role/reader")
        return caller
    }

    private func uuids(_ caller: Caller, size: Int = 100) throws -> [String] {
        var found: [String] = []
        for type in AclType.allCases {
            for task in try caller.call("DescribeAclChecks", ["AclType": type.rawValue]).tasks {
                let id = task["TaskId"]?.string ?? ""
                for page in 1... {
                    let findings = try caller.findings(id, page: page, size: size).findings
                    if findings.isEmpty { break }
                    found += findings.compactMap { finding in
                        let uuid = finding["Acl"]?["AclUuid"]?.string ?? ""
                        return uuid.isEmpty ? finding["Acl"]?["GroupUuid"]?.string : uuid
                    }
                }
            }
        }
        return found
    }

    @Test func anAccountHasItsFindingsOnEveryPageSize() throws {
        let all = try uuids(try caller())
        #expect(all.count == 41)
        #expect(Set(all).count == 41)
        #expect(try uuids(try caller(), size: 3) == all)
    }

    @Test func accountsHaveNothingInCommon() throws {
        let (first, second) = (try uuids(try caller(as: 0)), try uuids(try caller(as: 1)))
        #expect(Set(first).isDisjoint(with: second))
    }

    @Test func accountsStandDifferently() throws {
        let statuses = try (0..<3).map { number in
            try caller(as: number).riskChecks(["PageSize": "100"]).items.map { $0["Status"]?.string ?? "" }
        }
        #expect(Set(statuses).count == 3)
        #expect(statuses.allSatisfy { $0.count == 45 && $0.contains("failed") })
    }

    @Test func pendingFindingsAreCounted() throws {
        let caller = try caller()
        for task in try caller.call("DescribeAclChecks", ["AclType": "VPC"]).tasks {
            let findings = try caller.findings(task["TaskId"]?.string ?? "").findings
            let pending = findings.count { $0["AclStatus"]?.string == "Pending" }
            #expect(task["AclPendingCount"]?.integer == Int64(pending))
            #expect(pending > 0 && pending < findings.count)
        }
    }

    @Test func tasksOfAnotherAccountAreUnknown() throws {
        let theirs = try caller().call("DescribeAclChecks", ["AclType": "NAT"]).tasks.first?["TaskId"]?.string
        #expect(try caller(as: 2).findings(#require(theirs)).code == "ErrorAclCheckNotExist")
    }

    @Test func onlySoManyAccountsCanBeHad() throws {
        let answer = try caller().assumeRole("acs:ram::\(MemberAccounts.id(3)):role/reader")
        #expect(answer.status == 404)
        #expect(answer.code == "EntityNotExist.Role")
    }

    @Test func everyNumberIsAnAccountIfTheyAreNotCounted() throws {
        #expect(try Caller().assumeRole("acs:ram::42:role/reader").status == 200)
    }

    @Test func aChangeIsOfOneAccountOnly() throws {
        let caller = try caller()
        let path = "accounts/\(MemberAccounts.id(1))/items/3"
        #expect(try caller.control("POST", path, #"{"status":"failed","affected":7}"#).status == 200)
        let item = try caller.riskChecks(["ItemIds.1": "3"]).items.first
        #expect(item?["Status"]?.string == "failed")
        #expect(item?["AffectedCount"]?.integer == 7)
        #expect(caller.simulation.cloud.check(3)?.status == "pass")
        try caller.play("acs:ram::\(MemberAccounts.id(2)):role/reader")
        #expect(try caller.riskChecks(["ItemIds.1": "3"]).items.first?["AffectedCount"]?.integer != 7)
    }

    @Test func aFindingOfAnAccountIsProcessed() throws {
        let caller = try caller()
        let task = try #require(try caller.call("DescribeAclChecks", ["AclType": "NAT"]).tasks.first)
        let id = task["TaskId"]?.string ?? ""
        let findings = try caller.findings(id).findings
        let uuid = findings.first { $0["AclStatus"]?.string == "Pending" }?["Acl"]?["AclUuid"]?.string ?? ""
        let path = "accounts/\(MemberAccounts.id(1))/acl/NAT/PolicyTooLoose/\(uuid)"
        #expect(try caller.control("POST", path, #"{"status":"Processed"}"#).status == 200)
        let after = try caller.findings(id).findings.first { $0["Acl"]?["AclUuid"]?.string == uuid }
        #expect(after?["AclStatus"]?.string == "Processed")
        let pending = try caller.call("DescribeAclChecks", ["AclType": "NAT"]).tasks.first?["AclPendingCount"]?.integer
        #expect(pending == task["AclPendingCount"]?.integer.map { $0 - 1 })
    }

    @Test(arguments: [
        ("accounts/\(MemberAccounts.id(9))/items/3", 404), ("accounts/\(MemberAccounts.id(1))/items/9", 404),
        ("accounts/\(MemberAccounts.id(1))/acl/NAT/PolicyTooLoose/nobody", 404),
    ])
    func aChangeOfWhatIsNotThereIsRefused(path: String, status: Int) throws {
        #expect(try caller().control("POST", path, #"{"status":"Ignored"}"#).status == status)
    }

    @Test func anAccountIsShown() throws {
        let state = try caller().control("GET", "accounts/\(MemberAccounts.id(1))").json
        #expect(state["items"]?.array?.count == 45)
        #expect(state["acl"]?.array?.compactMap { $0["findings"]?.integer }.reduce(0, +) == 41)
    }
}
