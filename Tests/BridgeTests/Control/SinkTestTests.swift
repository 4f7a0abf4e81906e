import Bridge
import BridgeCore
import Testing

@Suite struct SinkTestTests {
    private func result(_ outcome: Outcome) async -> SinkTestResult {
        let test = SinkTest(
            of: AnsweringSink(outcome: outcome).destination("siem"), time: SystemTime(), random: StateFixture.random)
        return await test.run(lineage: "lineage")
    }

    @Test(arguments: [
        Outcome.delivered, .retry(reason: "503"), .retry(reason: "429", scope: .sink), .rejected(reason: "400"),
        .rejected(reason: "401", scope: .sink),
    ])
    func theOutcomeIsToldAsItWas(outcome: Outcome) async throws {
        let result = await result(outcome)
        #expect(result.outcome == outcome)
        var writer = JSONWriter()
        writer.object { result.write(to: &$0) }
        #expect(SinkTestResult(json: try JSONValue(parsing: writer.bytes)) == result)
    }

    @Test func aRemarkIsToldToo() async throws {
        let sink = AnsweringSink(outcome: .delivered, remark: "b@x did not get it")
        let result = await SinkTest(
            of: sink.destination("mail"), time: SystemTime(), random: StateFixture.random
        ).run(lineage: "lineage")
        var writer = JSONWriter()
        writer.object { result.write(to: &$0) }
        #expect(result.remark == "b@x did not get it")
        #expect(SinkTestResult(json: try JSONValue(parsing: writer.bytes)) == result)
    }

    @Test func everyTestIsAMessageOfItsOwn() async {
        #expect(await result(.delivered).event != result(.delivered).event)
    }
}
