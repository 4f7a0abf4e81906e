import AlibabaCloud
import BridgeCore
import Simulator
import Testing

@Suite struct AclAnswerTests {
    private let scope = AclScope(.vpc, .tooLoose)

    @Test(arguments: [("Internet", 7), ("NAT", 7), ("VPC", 7), ("AddressBook", 3)])
    func everyTypeHasItsChecks(_ type: String, _ count: Int) throws {
        let caller = Caller()
        let answer = try caller.call("DescribeAclChecks", ["AclType": type])
        #expect(answer.json["CheckRecords"]?["AclType"]?.string == type)
        #expect(Set(answer.tasks.compactMap { $0["CheckName"]?.string }).count == count)
        #expect(answer.tasks.allSatisfy { $0["LastCheckTime"]?.string == "1767351600" })
    }

    @Test func theStandardAccountHasAFewHundredFindings() {
        let count = SimulatedCloud.standard(at: .noon).tasks.reduce(0) { $0 + $1.findings.count }
        #expect((200...500).contains(count))
    }

    @Test func pagesCoverEveryFindingOnceAndEndEmpty() throws {
        let caller = Caller()
        let task = try caller.taskID(scope)
        let pages = try (1...9).map { try caller.findings(task, page: $0, size: 3) }
        let ids = pages.flatMap(\.findings).compactMap { $0["Acl"]?["AclUuid"]?.string }
        #expect(ids == caller.simulation.cloud.task(scope)?.findings.map(\.uuid))
        #expect(Set(ids).count == ids.count)
        #expect(pages.last?.findings.isEmpty == true)
    }

    @Test func addressBooksAreNamedByTheirGroupOnly() throws {
        let caller = Caller()
        let books = try caller.findings(caller.taskID(AclScope(.addressBook, .ipSeparated))).findings
        #expect(!books.isEmpty)
        #expect(books.allSatisfy { $0["Acl"]?["AclUuid"]?.string == "" })
        #expect(books.allSatisfy { $0["Acl"]?["GroupUuid"]?.string?.utf8.count == 36 })
    }

    @Test func hitsMoveFromAnswerToAnswer() throws {
        let caller = Caller()
        let task = try caller.taskID(scope)
        let hits = try (1...2).map { _ in try caller.findings(task).findings[0]["Acl"]?["HitTimes"]?.integer }
        #expect(hits[0] != hits[1])
    }

    @Test func theSameSeedMakesTheSameFindings() {
        let clouds = [1, 1, 2].map { SimulatedCloud.standard(at: .noon, seed: $0).task(scope)?.findings.map(\.uuid) }
        #expect(clouds[0] == clouds[1])
        #expect(clouds[0] != clouds[2])
    }

    @Test(arguments: ["TaskId", "PageNo", "PageSize"]) func whatIsMissingIsNamed(_ name: String) throws {
        let caller = Caller()
        let all = ["TaskId": "task-1", "PageNo": "1", "PageSize": "10"]
        let request = Caller.request(
            "DescribeAclCheck", all.filter { $0.key != name }.map { QueryParameter($0.key, $0.value) }, method: nil,
            key: .simulated, now: .noon, nonce: "missing")
        let answer = try caller.send(request)
        #expect(answer.status == 400)
        #expect(answer.code == "Missing\(name)")
        #expect(answer.json["Message"]?.string == "\(name) is mandatory for this action.")
    }

    @Test func anUnknownTaskIsTold() throws {
        let caller = Caller()
        let answer = try caller.findings("task-of-yesterday")
        #expect(answer.status == 400)
        #expect(answer.code == "ErrorAclCheckNotExist")
    }
}
