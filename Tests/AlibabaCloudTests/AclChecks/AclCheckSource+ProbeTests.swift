import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct AclCheckSourceProbeTests {
    private func findings(_ vendor: ScriptedVendor, types: [String] = ["Internet", "NAT"]) async throws
        -> [ActionProbe.Finding]
    {
        let client = APIClient.testing(vendor, retry: PollRetry(tries: 1))
        let source = AclCheckSource(name: "acl", client: client, options: .init(aclTypes: types))
        let probes = try await source.probe()
        #expect(probes.map(\.action) == AclCheckSource.actions)
        return probes.map(\.finding)
    }

    @Test func itAsksForEveryTypesTasksAndOneOfTheFindings() async throws {
        let firewall = ScriptedFirewall(
            lists: [
                "Internet": [[.init(id: "new", status: "Checking"), .init(id: "t1")]], "NAT": [[.init(id: "t2")]],
            ],
            pages: ["t1": [.init(ids: ["a"])]])
        let vendor = firewall.vendor
        let findings = try await findings(vendor)
        #expect(findings.first == .answered("3 tasks, 2 finished, for Internet, NAT"))
        guard case .answered = findings.last else {
            _ = Issue.record("\(findings)")
            return
        }
        let last = try #require(vendor.questions.last)
        #expect(last.parameter("TaskId") == "t1" && last.parameter("PageSize") == "1")
        #expect(vendor.questions.count == 3)
    }

    @Test func withoutAFinishedTaskTheQuestionIsStillAsked() async throws {
        let vendor = ScriptedVendor { question in
            question.action == "DescribeAclChecks"
                ? .json(#"{"CheckRecords":{"Records":[]}}"#) : .error("ErrorAclCheckNotExist", status: 400)
        }
        let findings = try await findings(vendor)
        guard case .empty = findings.first else {
            _ = Issue.record("\(findings)")
            return
        }
        #expect(findings.last == .answered("allowed; there is no task to read just now"))
    }

    @Test func bothPermissionsThatAreMissingAreFoundAtOnce() async throws {
        let findings = try await findings(ScriptedVendor(script: [.error("Forbidden.RAM", status: 403)]))
        let advice = findings.map { finding in
            if case .failed(let error) = finding { error.advice } else { "" }
        }
        #expect(advice[0].contains("yundun-cloudfirewall:DescribeAclChecks"))
        #expect(advice[1].contains("yundun-cloudfirewall:DescribeAclCheck "))
    }

    @Test func whereNoAnswerComesNothingMoreIsAsked() async throws {
        let vendor = ScriptedVendor(script: [.failure(.connect())])
        let findings = try await findings(vendor, types: ["NAT"])
        #expect(findings.last == .unasked("the tasks could not be read"))
        #expect(vendor.questions.count == 1)
    }
}
