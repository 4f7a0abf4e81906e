import AlibabaCloud
import BridgeCore

/// Checks signatures of version 3, and of version 1 where a request has that, the way the vendor's gateway does.
struct SignatureVerifier: Sendable {
    /// How far a request's date may be from now, and so how long a nonce must be remembered.
    static let tolerance = Duration.seconds(15 * 60)

    private var nonces = RecentSet<String>(capacity: 200_000)

    /// The key that `request` was signed with.
    /// - Parameter sessions: makes temporary keys out of their tokens.
    mutating func verify(
        _ request: ReceivedRequest, keys: [AccessKey], sessions: SessionIssuer, at now: Timestamp
    ) throws(VendorError) -> AccessKey {
        if request.header("authorization") == nil, let signature = try RPCSignature(request) {
            return try verify(request, signature, keys, sessions, now)
        }
        let authorization = try Authorization(request)
        let token = request.header("x-acs-security-token")
        let key = try Self.key(authorization.key, token: token, keys, sessions, now)
        try Self.verify(date: request.header("x-acs-date"), now)
        try verifySignature(request, authorization, key)
        try use(request.header("x-acs-signature-nonce") ?? "")
        return key
    }

    private mutating func verify(
        _ request: ReceivedRequest, _ signature: RPCSignature, _ keys: [AccessKey], _ sessions: SessionIssuer,
        _ now: Timestamp
    ) throws(VendorError) -> AccessKey {
        let key = try Self.key(signature.key, token: signature.token, keys, sessions, now)
        try Self.verify(date: request.parameters["Timestamp"], now)
        guard signature.isMade(with: key.secret) else {
            throw .rpcSignatureMismatch(stringToSign: signature.stringToSign)
        }
        try use(signature.nonce)
        return key
    }

    private static func key(
        _ id: String, token: String?, _ keys: [AccessKey], _ sessions: SessionIssuer, _ now: Timestamp
    ) throws(VendorError) -> AccessKey {
        guard let key = keys.first(where: { $0.id == id }) else {
            return try sessions.accessKey(id, token: token, at: now)
        }
        guard let expected = key.token else { return key }
        guard let token else { throw .missingToken }
        guard token == expected else { throw .wrongToken }
        return key
    }

    private mutating func use(_ nonce: String) throws(VendorError) {
        guard nonces.insert(nonce) else { throw .nonceUsed }
    }

    private static func verify(date text: String?, _ now: Timestamp) throws(VendorError) {
        guard let text else { throw .expired }
        guard let date = Timestamp(rfc3339: text) else { throw .malformedDate }
        guard max(now, date) - min(now, date) <= Self.tolerance else { throw .expired }
    }

    private func verifySignature(
        _ request: ReceivedRequest, _ authorization: Authorization, _ key: AccessKey
    ) throws(VendorError) {
        let canonical = CanonicalRequest(
            method: request.method, path: request.path, query: request.query, headers: request.headers,
            signedHeaders: authorization.signedHeaders, payloadHash: CanonicalRequest.payloadHash(of: request.body))
        guard key.token == nil || authorization.signedHeaders.contains("x-acs-security-token") else {
            throw .incompleteSignature
        }
        guard canonical.signature(secret: key.secret) == authorization.signature else {
            throw .signatureMismatch(stringToSign: canonical.stringToSign)
        }
    }
}

/// The parts of an `Authorization` header of version 3.
private struct Authorization {
    var key: String
    var signedHeaders: [String]
    var signature: String

    /// What no signature may leave out.
    private static let essential: Set = [
        "host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256",
    ]

    init(_ request: ReceivedRequest) throws(VendorError) {
        let prefix = CanonicalRequest.algorithm + " "
        guard let header = request.header("authorization"), header.hasPrefix(prefix) else {
            throw .incompleteSignature
        }
        let fields = header.dropFirst(prefix.count).split(separator: ",").map { $0.drop { $0 == " " } }
        func field(_ name: String) -> String? {
            fields.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
        }
        guard let key = field("Credential"), let names = field("SignedHeaders"), let signature = field("Signature")
        else { throw .incompleteSignature }
        (self.key, self.signature) = (key, signature)
        signedHeaders = names.split(separator: ";").map(String.init)
        // A missing date is told as an expired one, so it is not asked for here.
        let sent = Self.essential.filter { $0 != "x-acs-date" || request.header($0) != nil }
        guard sent.isSubset(of: signedHeaders) else { throw .incompleteSignature }
        let hash = CanonicalRequest.payloadHash(of: request.body)
        guard request.header("x-acs-content-sha256") == hash else { throw .incompleteSignature }
    }
}
