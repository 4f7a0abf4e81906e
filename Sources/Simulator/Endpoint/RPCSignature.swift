import BridgeCore
import Crypto
import Foundation

/// A signature of version 1: HMAC-SHA1 over all parameters, itself one of them. The vendor's SDKs still sign calls of
/// STS with it.
struct RPCSignature: Sendable {
    let key: String
    let token: String?
    let nonce: String
    let stringToSign: String
    private let value: String

    /// - Returns: `nil` if the request does not carry one.
    init?(_ request: ReceivedRequest) throws(VendorError) {
        let parameters = request.parameters
        guard let key = parameters["AccessKeyId"] ?? parameters["Signature"].map({ _ in "" }) else { return nil }
        guard !key.isEmpty, let value = parameters["Signature"], let nonce = parameters["SignatureNonce"],
            parameters["SignatureMethod"] == "HMAC-SHA1", parameters["SignatureVersion"] == "1.0"
        else { throw .incompleteSignature }
        (self.key, self.value, self.nonce) = (key, value, nonce)
        token = parameters["SecurityToken"]
        stringToSign = Self.stringToSign(request.method, parameters)
    }

    /// - Parameter secret: the key's; an `&` is added, unlike in version 3.
    func isMade(with secret: String) -> Bool {
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(stringToSign.utf8), using: SymmetricKey(data: Data("\(secret)&".utf8)))
        return Data(code).base64EncodedString() == value
    }

    private static func stringToSign(_ method: String, _ parameters: Parameters) -> String {
        let signed = parameters.pairs.filter { $0.name != "Signature" }
        let sorted = signed.sorted { left, right in left.name.utf8.lexicographicallyPrecedes(right.name.utf8) }
        let canonical = sorted.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
        return "\(method)&%2F&\(encoded(canonical))"
    }

    private static func encoded(_ text: String) -> String { PercentEncoding.component(text) }
}
