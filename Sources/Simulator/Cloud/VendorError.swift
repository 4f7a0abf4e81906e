import BridgeCore

/// An error as the vendor states it. Codes, statuses and texts are those seen in public reports and documents.
enum VendorError: Error, Sendable, Equatable {
    case missing(String)
    case invalid(String)
    case noSuchAction
    case unsupportedMethod
    case incompleteSignature
    case unknownKey
    /// The wrong secret, or a canonical request that was put together differently.
    case signatureMismatch(stringToSign: String)
    /// The same in the older style, which shows the text itself.
    case rpcSignatureMismatch(stringToSign: String)
    case expired
    case malformedDate
    case nonceUsed
    case missingToken
    case wrongToken
    /// A token that this vendor never gave out.
    case malformedToken
    /// A temporary key whose time is over.
    case expiredToken
    /// A parameter of STS's.
    case invalidParameter(String)
    case noSuchRole(String)
    case noSuchAclCheck
    case throttled
    case forbidden(action: String)
    /// A failure of the server's, with this status.
    case server(Int)

    var status: Int {
        switch self {
        case .noSuchAction, .unknownKey, .noSuchRole: 404
        case .unsupportedMethod, .forbidden: 403
        case .server(let status): status
        case .missing, .invalid, .incompleteSignature, .signatureMismatch, .rpcSignatureMismatch, .expired,
            .malformedDate, .nonceUsed,
            .missingToken, .wrongToken, .malformedToken, .expiredToken, .invalidParameter, .noSuchAclCheck, .throttled:
            400
        }
    }

    var code: String {
        switch self {
        case .missing(let name): "Missing\(name)"
        case .invalid(let name): "Invalid\(name)"
        case .noSuchAction: "InvalidAction.NotFound"
        case .unsupportedMethod: "UnsupportedHTTPMethod"
        case .incompleteSignature: "IncompleteSignature"
        case .unknownKey: "InvalidAccessKeyId.NotFound"
        case .signatureMismatch, .rpcSignatureMismatch: "SignatureDoesNotMatch"
        case .expired: "InvalidTimeStamp.Expired"
        case .malformedDate: "InvalidTimeStamp.Format"
        case .nonceUsed: "SignatureNonceUsed"
        case .missingToken: "MissingSecurityToken"
        case .wrongToken: "InvalidSecurityToken.MismatchWithAccessKey"
        case .malformedToken: "InvalidSecurityToken.Malformed"
        case .expiredToken: "InvalidSecurityToken.Expired"
        case .invalidParameter(let name): "InvalidParameter.\(name)"
        case .noSuchRole: "EntityNotExist.Role"
        case .noSuchAclCheck: "ErrorAclCheckNotExist"
        case .throttled: "Throttling.User"
        case .forbidden(let action): action.hasPrefix("sts:") ? "NoPermission" : "Forbidden.RAM"
        case .server(let status): status == 503 ? "ServiceUnavailable" : "InternalError"
        }
    }

    var message: String {
        switch self {
        case .missing(let name): "\(name) is mandatory for this action."
        case .invalid(let name): "Specified parameter \(name) is not valid."
        case .noSuchAction: "Specified api is not found, please check your url and method."
        case .unsupportedMethod: "This http method is not supported."
        case .incompleteSignature: "The request signature does not conform to Aliyun standards."
        case .unknownKey: "Specified access key is not found."
        case .signatureMismatch(let text):
            "Specified signature does not match our calculation. server StringToSign is [\(text)]"
        case .rpcSignatureMismatch(let text):
            "Specified signature is not matched with our calculation. server string to sign is:\(text)"
        case .expired: "Specified time stamp or date value is expired."
        case .malformedDate: "Specified time stamp or date value is not well formatted."
        case .nonceUsed: "Specified signature nonce was used already."
        case .missingToken: "SecurityToken is mandatory for this action."
        case .wrongToken: "Specified SecurityToken does not match the AccessKey."
        case .malformedToken: "Specified SecurityToken is malformed."
        case .expiredToken: "Specified SecurityToken is expired."
        case .invalidParameter(let name): "The parameter \(name) is wrongly formed."
        case .noSuchRole(let role): "The role not exists: \(role)."
        case .noSuchAclCheck: "ACL check not exist."
        case .throttled: "Request was denied due to user flow control."
        case .forbidden: "User not authorized to operate on the specified resource, or this API doesn't support RAM."
        case .server: "The request processing has failed due to some unknown error."
        }
    }

    /// The body that goes with it.
    func body(requestID: String, host: String, product: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { out in
            out.member("RequestId", requestID)
            out.member("HostId", host)
            out.member("Code", code)
            out.member("Message", message)
            out.member(
                "Recommend",
                "https://api.aliyun.com/troubleshoot?q=\(code)&product=\(product)&requestId=\(requestID)")
            if case .forbidden(let action) = self { accessDenied(action, &out) }
        }
        return writer.bytes
    }

    private func accessDenied(_ action: String, _ out: inout JSONWriter) {
        out.member(
            "AccessDeniedDetail",
            object: { out in
                out.member("AuthAction", action)
                out.member("AuthPrincipalType", "SubUser")
                out.member("AuthPrincipalDisplayName", "287654321098765432")
                out.member("AuthPrincipalOwnerId", "1234567890123456")
                out.member("NoPermissionType", "ImplicitDeny")
                out.member("PolicyType", "AccountLevelIdentityBasedPolicy")
                out.member("EncodedDiagnosticMessage", "AQEAAAAAaSimulatedDiagnosticMessage")
            })
    }
}
