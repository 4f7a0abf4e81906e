import BridgeCore
import Crypto
import Foundation

/// Makes temporary keys, and tells what one is worth when it comes back, without keeping any: all of it is in the
/// token, under a seal that only the issuer can make.
package struct SessionIssuer: Sendable {
    private let key: SymmetricKey

    package init(seed: UInt64) {
        key = SymmetricKey(data: Data("simulated sts \(seed)".utf8))
    }

    /// - Parameter nonce: makes the key another one than the last.
    package func issue(_ session: RoleSession, nonce: String) -> AccessKey {
        let id = "STS.NS\(seal("id \(nonce) \(session.role) \(session.name)").prefix(24))"
        let content = [
            id, session.role.account, session.role.role, session.name, String(session.expiry.seconds),
        ].joined(separator: "|")
        let token = "CAIS" + Data("\(content)|\(seal(content))".utf8).base64EncodedString()
        return AccessKey(id: id, secret: secret(id), token: token, account: session.role.account, session: session)
    }

    /// The key of that id, as far as its token proves it.
    func accessKey(_ id: String, token: String?, at now: Timestamp) throws(VendorError) -> AccessKey {
        guard id.hasPrefix("STS.") else { throw .unknownKey }
        guard let token, !token.isEmpty else { throw .missingToken }
        let (owner, session) = try read(token)
        guard owner == id else { throw .wrongToken }
        guard session.expiry > now else { throw .expiredToken }
        return AccessKey(id: id, secret: secret(id), token: token, account: session.role.account, session: session)
    }

    /// A word that only the issuer can make, for things of its own.
    func seal(_ text: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key).hexadecimal
    }

    private func read(_ token: String) throws(VendorError) -> (owner: String, RoleSession) {
        guard token.hasPrefix("CAIS"), let data = Data(base64Encoded: String(token.dropFirst(4))) else {
            throw .malformedToken
        }
        let parts = String(decoding: data, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 6, seal(parts[..<5].joined(separator: "|")) == parts[5], let expiry = Int64(parts[4])
        else { throw .malformedToken }
        let role = RoleARN(account: String(parts[1]), role: String(parts[2]))
        return (String(parts[0]), RoleSession(role: role, name: String(parts[3]), expiry: Timestamp(seconds: expiry)))
    }

    private func secret(_ id: String) -> String { String(seal("secret \(id)").prefix(44)) }
}
