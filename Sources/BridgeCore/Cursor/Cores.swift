/// What computes many independent values at once. They do not depend on how many cores there are.
package protocol Cores: Sendable {
    /// The values of `0..<count`, in their order.
    func map<Value: Sendable>(_ count: Int, _ value: @escaping @Sendable (Int) -> Value) -> [Value]
}

/// One value after another.
package struct OneCore: Cores {
    package init() {}

    package func map<Value: Sendable>(_ count: Int, _ value: @escaping @Sendable (Int) -> Value) -> [Value] {
        (0..<count).map(value)
    }
}
