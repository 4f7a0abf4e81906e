import BridgeCore

/// One profile of the command line's file. It prints as `<redacted>`.
struct CLIProfile: Sendable {
    let json: JSONValue

    /// What is wrong with a profile; it names keys, never values.
    struct Fault: Error, Sendable, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// A value as text; `nil` if there is nothing in it.
    subscript(name: String) -> String? {
        json[name]?.text.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
    }

    func required(_ name: String) throws(Fault) -> String {
        guard let value = self[name] else { throw Fault("it has no \(name)") }
        return value
    }

    /// The modes that need no other profile.
    func plan() throws(Fault) -> CredentialsPlan {
        switch self["mode"] {
        case "AK": try accessKey(token: nil)
        case "StsToken": try accessKey(token: .literal(try required("sts_token")))
        case "RamRoleArn": .role(try role(), source: try accessKey(token: self["sts_token"].map(Secret.literal)))
        case "EcsRamRole": .instanceRole(self["ram_role_name"])
        case "OIDC":
            .oidc(
                try role(), providerARN: try required("oidc_provider_arn"), tokenFile: try required("oidc_token_file"))
        case "External": .external(command: .literal(try required("process_command")))
        case "CloudSSO": .cloudSSO(try cloudSSO())
        default: throw Fault(unsupported)
        }
    }

    func role() throws(Fault) -> RAMRole {
        RAMRole(
            arn: try required("ram_role_arn"), sessionName: self["ram_session_name"] ?? self["role_session_name"],
            externalID: self["external_id"].map(Secret.literal), policy: self["policy"],
            duration: .seconds(seconds),
            location: SecurityTokenLocation(region: self["sts_region"], isInVPC: json["enable_vpc"]?.bool ?? false))
    }

    func oauthSite() throws(Fault) -> OAuthSite {
        guard let site = OAuthSite(rawValue: try required("oauth_site_type").uppercased()) else {
            throw Fault("its oauth_site_type is neither CN nor INTL")
        }
        return site
    }

    func replacing(_ members: [JSONMember]) -> JSONValue {
        guard case .object(let old) = json else { return json }
        let names = Set(members.map(\.name))
        return .object(old.filter { !names.contains($0.name) } + members)
    }

    /// The tools write 0 for what they leave to STS.
    private var seconds: Int64 {
        guard let seconds = json["expired_seconds"]?.integer, seconds > 0 else { return 3600 }
        return min(max(seconds, 900), 43_200)
    }

    private func accessKey(token: Secret?) throws(Fault) -> CredentialsPlan {
        .accessKey(
            id: .literal(try required("access_key_id")), secret: .literal(try required("access_key_secret")),
            securityToken: token)
    }

    private func cloudSSO() throws(Fault) -> CloudSSOSignIn {
        guard let expiry = json["cloud_sso_access_token_expire"]?.integer else {
            throw Fault("it has no cloud_sso_access_token_expire")
        }
        return CloudSSOSignIn(
            url: try required("cloud_sso_sign_in_url"), accountID: try required("cloud_sso_account_id"),
            accessConfiguration: try required("cloud_sso_access_config"),
            accessToken: .literal(try required("access_token")), accessTokenExpiry: Timestamp(seconds: expiry))
    }

    private var unsupported: String {
        "its mode is none of AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, CloudSSO, OAuth and "
            + "External, which the vendor's SDKs sign in with"
    }
}

extension CLIProfile: CustomStringConvertible, CustomReflectable {
    var description: String { "CLIProfile(<redacted>)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
