import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The older signature (`HMAC-SHA1`, version 1.0), which travels as a parameter. STS is asked with it, as the vendor's
/// SDKs do.
package struct RPCSignature: Sendable, Hashable {
    package let stringToSign: String

    /// - Parameters:
    ///   - method: the HTTP method, which is signed too.
    ///   - parameters: those of the query and of a form together, not escaped, in any order; `Signature` does not count.
    package init(method: String, parameters: [QueryParameter]) {
        let signed = parameters.filter { $0.name != "Signature" }.map {
            QueryParameter(PercentEncoding.component($0.name), $0.value)
        }
        stringToSign = "\(method)&%2F&\(PercentEncoding.component(signed.canonical))"
    }

    /// The signature in base 64. Unlike version 3 it is made with the secret and an `&`.
    package func value(secret: String) -> String {
        let key = SymmetricKey(data: Array("\(secret)&".utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Array(stringToSign.utf8), using: key)
        return Data(code).base64EncodedString()
    }
}
