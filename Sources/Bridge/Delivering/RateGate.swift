package import BridgeCore
import Synchronization

/// The rate limit of one destination, shared by every lane that leads there.
package final class RateGate: Sendable {
    private let bucket: Mutex<TokenBucket?>

    package init(_ limit: RateLimit?, at now: Duration) {
        bucket = Mutex(limit.map { TokenBucket($0, at: now) })
    }

    func withTokens<Value>(_ body: (inout TokenBucket?) -> Value) -> Value {
        bucket.withLock { tokens in
            var copy = tokens
            defer { tokens = copy }
            return body(&copy)
        }
    }
}
