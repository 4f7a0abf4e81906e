/// Waits until `condition` holds, for at most some ten seconds: for what another process or thread does, which no event
/// of this one tells.
/// - Returns: whether it came to hold.
@discardableResult
package func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<1000 {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return false
}
