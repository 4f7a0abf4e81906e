import AlibabaCloud
import BridgeCore
import Testing

@Suite struct RiskCheckSourceProbeTests {
    private func probe(_ answer: ScriptedVendor.Answer, _ filter: RiskCheckFilter = .init()) async throws
        -> (ActionProbe.Finding?, [Question])
    {
        let vendor = ScriptedVendor(script: [answer])
        let client = APIClient.testing(vendor, retry: PollRetry(tries: 1))
        let source = RiskCheckSource(name: "risk", client: client, options: .init(filter: filter))
        let probes = try await source.probe()
        #expect(probes.map(\.action) == RiskCheckSource.actions)
        return (probes.first?.finding, vendor.questions)
    }

    @Test func itAsksForOneItemWithTheSourcesFilter() async throws {
        let (finding, questions) = try await probe(
            .json(#"{"TotalCount":44,"List":[]}"#), RiskCheckFilter(groupIDs: [3], name: "x"))
        #expect(finding == .answered("44 checks"))
        #expect(questions.count == 1)
        let asked = ["PageSize", "CurrentPage", "GroupId", "Name"].map { questions.first?.parameter($0) }
        #expect(asked == ["1", "1", "3", "x"])
    }

    @Test func anEmptyListIsADoubt() async throws {
        let (finding, _) = try await probe(.json(#"{"TotalCount":0,"List":[]}"#))
        guard case .empty("no checks", let advice) = finding else {
            _ = Issue.record("\(finding as Any)")
            return
        }
        #expect(advice.contains("tds.ap-southeast-1.aliyuncs.com"))
    }

    @Test func aRefusalIsExplained() async throws {
        let (finding, _) = try await probe(.error("InvalidAction.NotFound", status: 404))
        guard case .failed(let error) = finding else {
            _ = Issue.record("\(finding as Any)")
            return
        }
        #expect(error.reason == .retired)
        #expect(error.advice.contains("ListCheckResult"))
    }
}
