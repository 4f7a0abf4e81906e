import BridgeCore
import Testing

@testable import checkbridge

@Suite struct ListenConfigurationTests {
    private func complaints(_ listen: String) -> [String] {
        Sample(top: "listen: \(listen)").complaints()
    }

    @Test func aMappingHasATokenAndSaysWhoSeesTheMetrics() throws {
        let listen = "{address: \":9652\", token_file: /run/secrets/token, metrics: open}"
        let configuration = try Sample(top: "listen: \(listen)").parse()
        #expect(
            configuration.listen
                == ListenConfiguration(
                    address: ListenAddress(host: "0.0.0.0", port: 9652), token: .file("/run/secrets/token"),
                    metrics: .open))
        #expect(configuration.files.map(\.target) == ["/run/secrets/token"])
    }

    @Test func metricsNeedTheTokenUnlessSaidOtherwise() throws {
        let listen = "{address: \"10.0.0.1:80\", token: 0123456789abcdef}"
        #expect(try Sample(top: "listen: \(listen)").parse().listen?.metrics == .token)
    }

    @Test(arguments: [
        ":9652", "0.0.0.0:9652", "\"[::]:9652\"", "10.1.2.3:80", "bridge.example:80", "{address: \":9652\"}",
    ])
    func whatOthersReachMustHaveAToken(listen: String) {
        let complaints = complaints(listen)
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("must have a token") == true)
        #expect(complaints.first?.contains("token_file") == true)
    }

    @Test(arguments: ["127.0.0.1:1", "127.1.2.3:1", "localhost:1", "\"[::1]:1\"", "{address: \"127.0.0.1:1\"}"])
    func thisMachineAloneNeedsNone(listen: String) {
        #expect(complaints(listen) == [])
    }

    @Test(arguments: [
        "{address: \":1\", token: short}", "{address: \":1\", token: \"with blanks in it 123\"}",
        "{address: \":1\", token: 0123456789abcdef, token_file: /t}", "{token: 0123456789abcdef}",
        "{address: \"127.0.0.1:1\", metrics: closed}", "{address: here}", "{address: \"127.0.0.1:1\", tls: true}",
    ])
    func everythingElseIsRefusedOnce(listen: String) {
        #expect(complaints(listen).count == 1)
        #expect(!complaints(listen).joined().contains("0123456789abcdef"))
    }
}
