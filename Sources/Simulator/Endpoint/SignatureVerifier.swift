import AlibabaCloud
import BridgeCore

/// Checks signatures of version 3 the way the vendor's gateway does.
struct SignatureVerifier: Sendable {
    /// How far a request's date may be from now, and so how long a nonce must be remembered.
    static let tolerance = Duration.seconds(15 * 60)

    private var nonces = RecentSet<String>(capacity: 200_000)

    /// The key that `request` was signed with.
    mutating func verify(
        _ request: ReceivedRequest, keys: [AccessKey], at now: Timestamp
    ) throws(VendorError) -> AccessKey {
        let authorization = try Authorization(request)
        guard let key = keys.first(where: { $0.id == authorization.key }) else { throw .unknownKey }
        try verifyToken(request, key)
        try verifyDate(request, now)
        try verifySignature(request, authorization, key)
        guard nonces.insert(request.header("x-acs-signature-nonce") ?? "") else { throw .nonceUsed }
        return key
    }

    private func verifyToken(_ request: ReceivedRequest, _ key: AccessKey) throws(VendorError) {
        guard let token = key.token else { return }
        guard let given = request.header("x-acs-security-token") else { throw .missingToken }
        guard given == token else { throw .wrongToken }
    }

    private func verifyDate(_ request: ReceivedRequest, _ now: Timestamp) throws(VendorError) {
        guard let text = request.header("x-acs-date") else { throw .expired }
        guard let date = Timestamp(rfc3339: text) else { throw .malformedDate }
        guard max(now, date) - min(now, date) <= Self.tolerance else { throw .expired }
    }

    private func verifySignature(
        _ request: ReceivedRequest, _ authorization: Authorization, _ key: AccessKey
    ) throws(VendorError) {
        let canonical = CanonicalRequest(
            method: request.method, path: request.path, query: request.query, headers: request.headers,
            signedHeaders: authorization.signedHeaders, payloadHash: CanonicalRequest.payloadHash(of: request.body))
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
