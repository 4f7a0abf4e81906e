import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct AclCheckSourceTests {
    typealias Task = ScriptedFirewall.Task
    typealias Page = ScriptedFirewall.Page

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var lists: [[Task]] = [[Task(id: "t1")]]
        var pages: [String: [Page]]
        var repeatsLastPage = false
        var maximumPages = 1000
        /// Part of why it is incomplete; `nil` if it is complete.
        var obstacle: String?
        var ids: [String]
        /// How often DescribeAclCheck is asked.
        var asked: Int
        var testDescription: String { name }
    }

    static let paging = [
        Case(name: "one page", pages: ["t1": [Page(ids: ["a", "b"])]], ids: ["a", "b"], asked: 2),
        Case(name: "empty first page", pages: ["t1": [Page(ids: [])]], ids: [], asked: 1),
        Case(
            name: "page size clamped", pages: ["t1": [Page(ids: ["a"]), Page(ids: ["b"]), Page(ids: ["c"])]],
            ids: ["a", "b", "c"], asked: 4),
        Case(
            name: "last page repeated", pages: ["t1": [Page(ids: ["a"]), Page(ids: ["b"])]], repeatsLastPage: true,
            ids: ["a", "b"], asked: 3),
        Case(
            name: "pages overlap", pages: ["t1": [Page(ids: ["a", "b"]), Page(ids: ["b", "c"])]],
            obstacle: "overlapped", ids: ["a", "b", "c"], asked: 3),
        Case(name: "twice on one page", pages: ["t1": [Page(ids: ["a", "a"])]], ids: ["a"], asked: 2),
        Case(
            name: "page cap", pages: ["t1": [Page(ids: ["a"]), Page(ids: ["b"])]], maximumPages: 1,
            obstacle: "more than 1 pages", ids: ["a"], asked: 1),
        Case(name: "one without uuid", pages: ["t1": [Page(ids: ["a", ""])]], ids: ["a", "-"], asked: 2),
        Case(
            name: "one without uuid, repeated", pages: ["t1": [Page(ids: ["", "a"])]], repeatsLastPage: true,
            ids: ["-", "a"], asked: 2),
        Case(
            name: "two without uuid",
            pages: ["t1": [Page(ids: ["", "a"]), Page(ids: ["", "b"], order: 2)]],
            obstacle: "more than one finding has no uuid", ids: ["-", "a", "b"], asked: 3),
        Case(
            name: "uuid too long", pages: ["t1": [Page(ids: ["a", String(repeating: "u", count: 257)])]],
            obstacle: "longer than 256", ids: ["a"], asked: 2),
    ]

    static let tasks = [
        Case(
            name: "newest finished task speaks",
            lists: [[Task(id: "old", time: "99"), Task(id: "t1"), Task(id: "no", status: "Unchecked", time: nil)]],
            pages: ["t1": [Page(ids: ["a"])]], ids: ["a"], asked: 2),
        Case(
            name: "newer task under way", lists: [[Task(id: "t1"), Task(id: "t2", status: "Checking", time: "101")]],
            pages: ["t1": [Page(ids: ["a"])]], obstacle: "newer run", ids: ["a"], asked: 2),
        Case(
            name: "task under way without a time",
            lists: [[Task(id: "t1"), Task(id: "t2", status: "Checking", time: nil)]],
            pages: ["t1": [Page(ids: ["a"])]], obstacle: "newer run", ids: ["a"], asked: 2),
        Case(
            name: "older task stuck", lists: [[Task(id: "t1"), Task(id: "t0", status: "Checking", time: "1")]],
            pages: ["t1": [Page(ids: ["a"])]], ids: ["a"], asked: 2),
        Case(
            name: "no task finished yet", lists: [[Task(id: "t1", status: "Checking")]], pages: [:],
            obstacle: "no run has finished", ids: [], asked: 0),
        Case(
            name: "another task finished meanwhile",
            lists: [[Task(id: "t1")], [Task(id: "t1"), Task(id: "t2", time: "101")]],
            pages: ["t1": [Page(ids: ["a"])]], obstacle: "ran anew", ids: ["a"], asked: 2),
        Case(
            name: "the task ran again meanwhile", lists: [[Task(id: "t1")], [Task(id: "t1", time: "101")]],
            pages: ["t1": [Page(ids: ["a"])]], obstacle: "ran anew", ids: ["a"], asked: 2),
        Case(
            name: "the task is under way again", lists: [[Task(id: "t1")], [Task(id: "t1", status: "Checking")]],
            pages: ["t1": [Page(ids: ["a"])]], obstacle: "ran anew", ids: ["a"], asked: 2),
        Case(
            name: "a newer task began meanwhile",
            lists: [[Task(id: "t1")], [Task(id: "t1"), Task(id: "t2", status: "Checking", time: "101")]],
            pages: ["t1": [Page(ids: ["a"])]], obstacle: "ran anew", ids: ["a"], asked: 2),
        Case(
            name: "the list is empty afterwards", lists: [[Task(id: "t1")], []], pages: ["t1": [Page(ids: ["a"])]],
            obstacle: "ran anew", ids: ["a"], asked: 2),
        Case(
            name: "task gone, its successor is read", lists: [[Task(id: "gone")], [Task(id: "t2", time: "101")]],
            pages: ["t2": [Page(ids: ["b"])]], ids: ["b"], asked: 3),
        Case(
            name: "task gone, no successor", lists: [[Task(id: "gone")]], pages: [:],
            obstacle: "does not know", ids: [], asked: 1),
        Case(
            name: "successor gone too", lists: [[Task(id: "gone")], [Task(id: "gone2", time: "101")]], pages: [:],
            obstacle: "does not know", ids: [], asked: 2),
    ]

    @Test(arguments: [("1750000000", Timestamp(seconds: 1_750_000_000)), (nil, nil), ("0", nil)])
    func theTaskSaysWhenTheVendorLooked(time: String?, checkedAt: Timestamp?) async throws {
        let firewall = ScriptedFirewall(
            lists: ["NAT": [[Task(id: "t1", time: time)]]], pages: ["t1": [Page(ids: ["a"])]])
        let source = AclCheckSource(
            name: "s", client: .testing(firewall.vendor), options: .init(aclTypes: ["NAT"]))
        #expect(try await source.poll(knowing: [:]).snapshots.map(\.checkedAt) == [checkedAt])
    }

    @Test(arguments: paging + tasks) func scopeIsCompleteOnlyIfItCannotHaveMissedAnything(_ expected: Case) async throws
    {
        let firewall = ScriptedFirewall(
            lists: ["NAT": expected.lists], pages: expected.pages, repeatsLastPage: expected.repeatsLastPage)
        let vendor = firewall.vendor
        let options = AclCheckSource.Options(aclTypes: ["NAT"], maximumPages: expected.maximumPages)
        let poll = try await AclCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        let snapshot = try #require(poll.snapshots.first)
        if let obstacle = expected.obstacle {
            #expect(snapshot.completeness.obstacle?.contains(obstacle) == true, "\(snapshot.completeness)")
        } else {
            #expect(snapshot.completeness == .complete)
        }
        #expect(snapshot.changed.map(\.id) == expected.ids)
        #expect(vendor.questions.count { $0.action == "DescribeAclCheck" } == expected.asked)
        #expect(poll.failures.isEmpty)
        #expect(snapshot.scope == Scope(source: "s", part: .aclCheck(type: "NAT", check: "PolicyHitCountZero")))
    }

    @Test func scopesComeInOneOrder() async throws {
        let checks = ["PolicyTooLoose", "PolicyConflict"].map { Task(id: $0, check: $0) }
        let firewall = ScriptedFirewall(
            lists: ["VPC": [checks], "Internet": [checks]],
            pages: ["PolicyTooLoose": [Page(ids: ["a"])], "PolicyConflict": [Page(ids: ["b"])]])
        let source = AclCheckSource(name: "s", client: .testing(firewall.vendor))
        let parts = try await source.poll(knowing: [:]).snapshots.map(\.scope.part)
        #expect(
            parts == [
                .aclCheck(type: "Internet", check: "PolicyConflict"),
                .aclCheck(type: "Internet", check: "PolicyTooLoose"),
                .aclCheck(type: "VPC", check: "PolicyConflict"), .aclCheck(type: "VPC", check: "PolicyTooLoose"),
            ])
    }

    @Test func taskIDsNarrowWhatIsDiscovered() async throws {
        let firewall = ScriptedFirewall(
            lists: ["NAT": [[Task(id: "t2", time: "200"), Task(id: "t1")]]],
            pages: ["t1": [Page(ids: ["a"])], "t2": [Page(ids: ["b"])]])
        let options = AclCheckSource.Options(aclTypes: ["NAT"], taskIDs: ["t1", "t0"])
        let source = AclCheckSource(name: "s", client: .testing(firewall.vendor), options: options)
        let snapshot = try #require(try await source.poll(knowing: [:]).snapshots.first)
        #expect(snapshot.changed.map(\.id) == ["a"])
        #expect(snapshot.filter == "task_ids=t0,t1")
        #expect(snapshot.completeness == .complete)
    }

    @Test func typeThatFailsLeavesTheOthers() async throws {
        let firewall = ScriptedFirewall(lists: ["NAT": [[Task(id: "t1")]]], pages: ["t1": [Page(ids: ["a"])]])
        let vendor = ScriptedVendor { question in
            question.parameter("AclType") == "VPC" ? .error("NoPermission", status: 403) : firewall.answer(question)
        }
        let options = AclCheckSource.Options(aclTypes: ["VPC", "NAT"])
        let poll = try await AclCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        #expect(poll.failures.map(\.operation) == ["DescribeAclChecks (VPC) at cloudfw.cn-hangzhou.aliyuncs.com"])
        #expect(poll.snapshots.map(\.completeness) == [.complete])
    }

    @Test func checkThatFailsLeavesTheOthers() async throws {
        let tasks = [Task(id: "t1"), Task(id: "t2", check: "PolicyConflict")]
        let firewall = ScriptedFirewall(lists: ["NAT": [tasks]], pages: ["t1": [Page(ids: ["a"])]])
        let vendor = ScriptedVendor { question in
            question.parameter("TaskId") == "t2" ? .error("InternalError", status: 500) : firewall.answer(question)
        }
        let options = AclCheckSource.Options(aclTypes: ["NAT"])
        let poll = try await AclCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        #expect(poll.failures.map(\.code) == ["InternalError"])
        #expect(poll.snapshots.map(\.completeness) == [.complete])
    }

    @Test func listThatCannotBeReadAgainLeavesDoubt() async throws {
        let firewall = ScriptedFirewall(lists: ["NAT": [[Task(id: "t1")]]], pages: ["t1": [Page(ids: ["a"])]])
        let vendor = ScriptedVendor { question in
            question.number > 2 ? .error("InternalError", status: 500) : firewall.answer(question)
        }
        let options = AclCheckSource.Options(aclTypes: ["NAT"])
        let poll = try await AclCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        #expect(poll.failures.count == 1)
        #expect(poll.snapshots.first?.completeness.obstacle?.contains("could not be read again") == true)
    }

    @Test(arguments: [("t1", "101"), ("t2", "100")]) func pageOfAnotherRunMakesItIncomplete(task: String, time: String)
        async throws
    {
        let firewall = ScriptedFirewall(lists: ["NAT": [[Task(id: "t1")]]], pages: [:])
        let vendor = ScriptedVendor { question in
            guard let page = question.parameter("PageNo") else { return firewall.answer(question) }
            return .json(Page(ids: page == "1" ? ["a"] : []).json(task: task, time: time))
        }
        let options = AclCheckSource.Options(aclTypes: ["NAT"])
        let poll = try await AclCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        #expect(poll.snapshots.map(\.completeness) == [.incomplete("the check ran anew while its findings were read")])
    }

    /// What a baseline does not tell is not decoded; all else is.
    @Test(arguments: [(false, false, "{}"), (false, true, "{\"TaskId\""), (true, false, "{\"TaskId\"")])
    func detailsOfABaselineAreReadIfAsked(atBaseline: Bool, isKnown: Bool, details: String) async throws {
        let firewall = ScriptedFirewall(lists: ["NAT": [[Task(id: "t1")]]], pages: ["t1": [Page(ids: ["a"])]])
        let options = AclCheckSource.Options(aclTypes: ["NAT"], detailsAtBaseline: atBaseline)
        let source = AclCheckSource(name: "s", client: .testing(firewall.vendor), options: options)
        let scope = Scope(source: "s", part: .aclCheck(type: "NAT", check: "PolicyHitCountZero"))
        let poll = try await source.poll(knowing: isKnown ? [scope: FindingTable()] : [:])
        let description = try #require(poll.snapshots.first?.changed.first?.description)
        #expect(String(decoding: description.details, as: UTF8.self).hasPrefix(details))
        #expect(description.title == "PolicyHitCountZero")
    }

    @Test func questionsAreAskedAsTheVendorWantsThem() async throws {
        let firewall = ScriptedFirewall(lists: ["NAT": [[Task(id: "t1")]]], pages: ["t1": [Page(ids: ["a"])]])
        let vendor = firewall.vendor
        let options = AclCheckSource.Options(aclTypes: ["NAT", "NAT"], pageSize: 50, language: "zh")
        _ = try await AclCheckSource(name: "s", client: .testing(vendor), options: options).poll(knowing: [:])
        #expect(
            vendor.questions.map(\.request.url) == [
                "https://cloudfw.cn-hangzhou.aliyuncs.com/?AclType=NAT&Lang=zh",
                "https://cloudfw.cn-hangzhou.aliyuncs.com/?Lang=zh&PageNo=1&PageSize=50&TaskId=t1",
                "https://cloudfw.cn-hangzhou.aliyuncs.com/?Lang=zh&PageNo=2&PageSize=50&TaskId=t1",
                "https://cloudfw.cn-hangzhou.aliyuncs.com/?AclType=NAT&Lang=zh",
            ])
    }
}
