import BridgeCore

/// The JSON in which temporary keys and identities are told.
enum SessionAnswer {
    /// What `AssumeRole` answers, or with a provider `AssumeRoleWithOIDC`.
    static func assumed(_ key: AccessKey, provider: String?, requestID: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { out in
            out.member("RequestId", requestID)
            if let session = key.session {
                out.member(
                    "AssumedRoleUser",
                    object: { out in
                        out.member("AssumedRoleId", "\(session.roleID):\(session.name)")
                        out.member("Arn", session.arn)
                    })
            }
            out.member("Credentials", object: { members(of: key, &$0) })
            if let provider { out.member("OIDCTokenInfo", object: { tokenInfo(provider, &$0) }) }
        }
        return writer.bytes
    }

    /// What the metadata service and a credentials URI answer.
    static func bare(_ key: AccessKey, at now: Timestamp) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { out in
            members(of: key, &out)
            out.member("LastUpdated", now.description)
            out.member("Code", "Success")
        }
        return writer.bytes
    }

    /// What `GetCallerIdentity` answers.
    static func identity(_ key: AccessKey, account: String, requestID: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { out in
            out.member("RequestId", requestID)
            out.member("AccountId", account)
            if let session = key.session {
                out.member("IdentityType", "AssumedRoleUser")
                out.member("PrincipalId", "\(session.roleID):\(session.name)")
                out.member("RoleId", session.roleID)
                out.member("Arn", session.arn)
            } else {
                out.member("IdentityType", "RAMUser")
                out.member("PrincipalId", userID)
                out.member("UserId", userID)
                out.member("Arn", "acs:ram::\(account):user/checkbridge")
            }
        }
        return writer.bytes
    }

    private static let userID = "287654321098765432"

    private static func members(of key: AccessKey, _ out: inout JSONWriter) {
        out.member("AccessKeyId", key.id)
        out.member("AccessKeySecret", key.secret)
        out.member("SecurityToken", key.token ?? "")
        out.member("Expiration", key.session?.expiry.description ?? "")
    }

    private static func tokenInfo(_ provider: String, _ out: inout JSONWriter) {
        out.member("Subject", "system:serviceaccount:checkbridge:checkbridge")
        out.member("Issuer", "https://oidc.example.com/\(provider.split(separator: "/").last ?? "")")
        out.member("ClientIds", "sts.aliyuncs.com")
        out.member("VerificationInfo", "Success")
    }
}
