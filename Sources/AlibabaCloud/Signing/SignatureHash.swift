import BridgeCore
import Crypto

/// The two hashes of the signature, in lower-case hexadecimal.
enum SignatureHash {
    static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).hexadecimal
    }

    static func hmacSHA256(_ text: String, key: String) -> String {
        let key = SymmetricKey(data: Array(key.utf8))
        return HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key).hexadecimal
    }
}
