import BridgeCore
import Crypto
import Foundation
import HTTPTransport
import Simulator

extension ReceivedRequest {
    static func post(
        _ target: String, _ body: String, type: String = "application/json", headers: [String: String] = [:]
    ) -> ReceivedRequest {
        let fields = headers.map { HTTPHeader(name: $0.key, value: $0.value) }
        return ReceivedRequest(
            method: "POST", target: target, headers: fields + [HTTPHeader(name: "content-type", value: type)],
            body: Array(body.utf8))
    }

    static func slack(_ body: String, path: String = "/services/T1/B1/secret") -> ReceivedRequest {
        post(path, body)
    }
}

/// `SEC…` signatures, made from the rule and not from our own sink's code.
func dingTalkSign(_ secret: String, _ milliseconds: Int64) -> String {
    let code = HMAC<SHA256>.authenticationCode(
        for: Data("\(milliseconds)\n\(secret)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
    let sign = Data(code).base64EncodedString()
    return sign.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
}
