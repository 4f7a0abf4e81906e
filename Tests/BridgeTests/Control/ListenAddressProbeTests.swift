import Bridge
import TestSupport
import Testing

@Suite struct ListenAddressProbeTests {
    @Test func anAddressThatSomebodyListensOnIsInUse() throws {
        let server = try ScriptedServer { _ in [] }
        #expect(ListenAddressProbe(host: "127.0.0.1", port: Int(server.port)) == .inUse)
        server.stop()
    }

    @Test(arguments: ["127.0.0.1", "0.0.0.0", "localhost"]) func aFreeOneStaysFree(host: String) {
        #expect(ListenAddressProbe(host: host, port: 0) == .free)
    }

    @Test func anAddressOfAnotherMachineIsUnusable() {
        guard case .unusable = ListenAddressProbe(host: "192.0.2.1", port: 9652) else {
            _ = Issue.record("it can be listened on")
            return
        }
    }

    @Test func aNameThatDoesNotExistIsUnusable() {
        guard case .unusable = ListenAddressProbe(host: "nowhere.invalid", port: 9652) else {
            _ = Issue.record("it was found")
            return
        }
    }
}
