import BridgeCore
import Crypto

/// What a browser is given once its user has shown the token, so that the token itself is kept nowhere: a moment at which
/// it ends, something random, and a code over both that only who has the token could have made.
///
/// It is remembered on neither side: it ends by itself, and every session ends when the token is changed.
struct Session {
    static let cookie = "checkbridge_session"
    static let lifetime: Duration = .seconds(12 * 3600)
    private let key: SymmetricKey

    init(token: String) {
        // A key of its own, so that nothing else that is ever made with the token can be taken for a session.
        let purpose = Array("checkbridge console session".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: purpose, using: SymmetricKey(data: Array(token.utf8)))
        key = SymmetricKey(data: Array(code))
    }

    /// The value of the cookie.
    /// - Parameter random: makes two sessions of one moment differ.
    func value(until end: Timestamp, random: UInt64) -> String {
        let claim = "\(end.seconds).\(String(random, radix: 16))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(claim.utf8), using: key)
        return "\(claim).\(code.hexadecimal)"
    }

    /// Whether a cookie's value is one of ours and has not ended; compared in constant time.
    func admits(_ value: String, at now: Timestamp) -> Bool {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard value.utf8.count <= 128, parts.count == 3, let code = [UInt8](hexadecimal: parts[2]),
            let end = Int64(parts[0])
        else { return false }
        let claim = Array("\(parts[0]).\(parts[1])".utf8)
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: claim, using: key)
            && now < Timestamp(seconds: end)
    }
}

extension Sequence<UInt8> {
    fileprivate var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension [UInt8] {
    fileprivate init?(hexadecimal text: Substring) {
        let digits = text.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { (digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0) }
    }
}
