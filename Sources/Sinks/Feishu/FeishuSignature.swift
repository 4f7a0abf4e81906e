import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The protection of a bot by a signature, good for an hour. Unlike DingTalk's, time and secret are the *key*, and what
/// is signed is empty (<https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot>).
struct FeishuSignature: Sendable {
    private let secret: String

    init(secret: String) {
        self.secret = secret
    }

    /// Writes the members `timestamp`, in seconds and as a text, and `sign`.
    func write(_ body: inout JSONWriter, at now: Timestamp) {
        let key = SymmetricKey(data: Array("\(now.seconds)\n\(secret)".utf8))
        let sign = HMAC<SHA256>.authenticationCode(for: [UInt8](), using: key)
        body.member("timestamp", String(now.seconds))
        body.member("sign", Data(sign).base64EncodedString())
    }
}
