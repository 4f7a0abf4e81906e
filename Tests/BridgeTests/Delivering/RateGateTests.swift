import BridgeCore
import Testing

@testable import Bridge

@Suite struct RateGateTests {
    @Test func whoeverGoesThroughItTakesFromTheSameTokens() {
        let gate = RateGate(RateLimit(limit: 2, per: .seconds(10)), at: .zero)
        let taken = (0..<3).map { _ in gate.withTokens { $0?.take(at: .zero) } }
        #expect(taken == [true, true, false])
        #expect(gate.withTokens { $0?.take(at: .seconds(10)) } == true)
    }

    @Test func withoutALimitItIsOpen() {
        let gate = RateGate(nil, at: .zero)
        #expect(gate.withTokens { $0 == nil })
    }
}
