import Simulator
import Testing

@Suite struct SimulatedCloudTests {
    @Test func aLargeCloudHasElementsOfTheSizeThatWasAskedFor() throws {
        let caller = Caller(.large(findings: 300, elementSize: 1700, at: .noon))
        let task = try caller.taskID(AclScope(.internet, .hitCountZero))
        let page = try caller.findings(task, page: 3)
        #expect(page.findings.count == 100)
        #expect((1650...1750).contains(page.reply.body.count / 100))
        #expect(try caller.findings(task, page: 4).findings.isEmpty)
    }

    @Test func aKeyPrintsWithoutItsSecret() {
        let key = AccessKey(id: "LTAI", secret: "do-not-tell", token: "nor-this", account: "1")
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("do-not-tell") && !text.contains("nor-this"))
        }
    }
}
