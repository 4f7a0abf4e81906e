import BridgeCore
import Testing

@testable import checkbridge

@Suite struct HeartbeatConfigurationTests {
    @Test func itIsRead() throws {
        let configuration = try Sample(top: "heartbeat: {url: \"https://hc.example/x\", every: 5m}").parse()
        #expect(
            configuration.heartbeat
                == HeartbeatConfiguration(url: .literal("https://hc.example/x"), every: .seconds(300)))
    }

    @Test func thereIsNoneUnlessSaid() throws {
        #expect(try Sample().parse().heartbeat == nil)
    }

    @Test(arguments: [
        "{every: 1m}", "{url: \"https://hc.example/secret\", every: 1s}", "{url: \"http://hc.example/secret\"}",
        "{url: \"https://hc.example/secret\", url_file: /f}", "{url: nowhere}",
    ])
    func whatIsWrongIsSaidWithoutTheURL(heartbeat: String) {
        let complaints = Sample(top: "heartbeat: \(heartbeat)").complaints()
        #expect(complaints.count == 1)
        #expect(!complaints.joined().contains("secret"))
    }
}
