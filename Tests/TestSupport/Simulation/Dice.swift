/// All chance of a simulation: the same seed throws the same numbers (SplitMix64).
///
/// A class, because everything in a simulation shares it; it is used by one logical thread.
package final class Dice: @unchecked Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in 0..<`limit`; 0 if there is none.
    package func below(_ limit: Int) -> Int {
        limit > 1 ? Int(next() % UInt64(limit)) : 0
    }

    /// - Parameter probability: 0 never, 1 always.
    package func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) * 0x1p-53 < probability
    }

    /// Any of the elements; there must be one.
    package func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}
