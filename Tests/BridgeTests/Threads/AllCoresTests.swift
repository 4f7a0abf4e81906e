import Bridge
import BridgeCore
import Testing

@Suite struct AllCoresTests {
    @Test(arguments: [0, 1, 63, 64, 65, 97, 1000])
    func theValuesComeInTheirOrder(count: Int) {
        #expect(AllCores().map(count) { $0 * $0 } == OneCore().map(count) { $0 * $0 })
    }
}
