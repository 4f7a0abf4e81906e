import BridgeCore

/// The parameters of `AssumeRole` and `AssumeRoleWithOIDC`.
struct AssumeRoleQuery: Sendable {
    let session: RoleSession
    /// What the caller of AssumeRoleWithOIDC showed of itself; the simulator believes it.
    private(set) var provider: String?

    private static let longest = 43_200

    /// AssumeRole.
    init(_ parameters: Parameters, at now: Timestamp) throws(VendorError) {
        let seconds = try parameters.stsInteger("DurationSeconds", in: 900...Self.longest) ?? 3600
        guard let role = RoleARN(parsing: try parameters.required("RoleArn")) else {
            throw .invalidParameter("RoleArn")
        }
        let name = try parameters.required("RoleSessionName")
        guard Self.isName(name) else { throw .invalidParameter("RoleSessionName") }
        if let policy = parameters["Policy"] { try Self.check(policy) }
        if let id = parameters["ExternalId"], !(2...1224).contains(id.count) { throw .invalidParameter("ExternalId") }
        session = RoleSession(role: role, name: name, expiry: now + .seconds(seconds))
    }

    /// AssumeRoleWithOIDC.
    init(withOIDC parameters: Parameters, at now: Timestamp) throws(VendorError) {
        try self.init(parameters, at: now)
        let provider = try parameters.required("OIDCProviderArn")
        guard provider.hasPrefix("acs:ram::"), provider.contains(":oidc-provider/") else {
            throw .invalidParameter("OIDCProviderArn")
        }
        guard (4...20_000).contains(try parameters.required("OIDCToken").count) else {
            throw .invalidParameter("OIDCToken")
        }
        self.provider = provider
    }

    /// 2 to 64 letters, digits and `.@-_`.
    private static func isName(_ name: String) -> Bool {
        (2...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: ".@-_".utf8.contains(byte)
                }
            }
    }

    private static func check(_ policy: String) throws(VendorError) {
        guard policy.count <= 2048 else { throw .invalidParameter("PolicySize") }
        guard let json = try? JSONValue(parsing: Array(policy.utf8)), json["Statement"] != nil else {
            throw .invalidParameter("PolicyGrammar")
        }
    }
}

extension Parameters {
    /// As ``integer(_:in:)``, but refused in the words of this service.
    fileprivate func stsInteger(_ name: String, in range: ClosedRange<Int>) throws(VendorError) -> Int? {
        do { return try integer(name, in: range) } catch { throw .invalidParameter(name) }
    }
}
