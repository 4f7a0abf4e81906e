import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The protection "sign" of a robot: the query parameters `timestamp` and `sign`, good for an hour
/// (<https://open.dingtalk.com/document/robots/customize-robot-security-settings>).
struct DingTalkSignature: Sendable {
    private let secret: String
    private let keyed: HMAC<SHA256>

    init(secret: String) {
        self.secret = secret
        keyed = HMAC<SHA256>(key: SymmetricKey(data: Array(secret.utf8)))
    }

    /// `timestamp=…&sign=…`
    func query(at now: Timestamp) -> String {
        var hmac = keyed
        hmac.update(data: Array("\(now.milliseconds)\n\(secret)".utf8))
        let sign = Data(hmac.finalize()).base64EncodedString()
        return "timestamp=\(now.milliseconds)&sign=\(PercentEncoding.component(sign))"
    }
}
