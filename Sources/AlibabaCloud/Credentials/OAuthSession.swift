import BridgeCore
import HTTPTransport
import Synchronization

/// Sessions by OAuth: the access token is renewed while the sign-in lasts, and exchanged for credentials. Other programs
/// use the same profile, so that what the file holds by now counts first, and what is new goes into it.
final class OAuthSession: SessionSource {
    let name = "OAuth"
    private let signIn: OAuthSignIn
    private let surroundings: CredentialsSurroundings
    private let memory = Mutex(Memory())

    /// What must not be forgotten even if the file cannot be written: a refresh token is good for one use.
    private struct Memory {
        /// The key that was handed out last; it is not handed out from the file again.
        var given: String?
        var tokens: OAuthTokens?
        /// The refresh token that ``tokens`` were got with.
        var spent: String?
    }

    init(_ signIn: OAuthSignIn, surroundings: CredentialsSurroundings) {
        self.signIn = signIn
        self.surroundings = surroundings
    }

    func session() async throws -> ResolvedCredentials {
        let profile = try profiles().profile(signIn.profile)
        let credentials: Credentials
        if let cached = cached(in: profile) {
            credentials = cached
        } else {
            do { credentials = try await exchanged(profile) } catch let failure as ExchangeFailure {
                throw failure.error
            }
        }
        memory.withLock { $0.given = credentials.accessKeyID }
        return ResolvedCredentials(credentials, from: name, detail: [.init("site", signIn.site.rawValue)])
    }

    private func profiles() throws(CredentialsError) -> CLIProfiles {
        try CLIProfiles(parsing: try surroundings.text(of: signIn.file), file: signIn.file)
    }

    /// What another program has got and written there, if it lasts for a while.
    private func cached(in profile: CLIProfile) -> Credentials? {
        guard let id = profile["access_key_id"], let secret = profile["access_key_secret"],
            let token = profile["sts_token"], let end = profile.json["sts_expiration"]?.integer
        else { return nil }
        let expiry = Timestamp(seconds: end)
        guard expiry - surroundings.time.now() > .seconds(180), memory.withLock({ $0.given != id }) else { return nil }
        return Credentials(accessKeyID: id, accessKeySecret: secret, securityToken: token, expiry: expiry)
    }

    private func exchanged(_ profile: CLIProfile) async throws -> Credentials {
        let service = OAuthService(
            site: signIn.site, exchange: surroundings.exchange, isOver: "sign in again with aliyun configure")
        var tokens = try newest(of: profile)
        if let refresh = tokens.refresh, tokens.isDue(at: surroundings.time.now()) {
            tokens = try await service.renewed(refresh)
            memory.withLock { ($0.tokens, $0.spent) = (tokens, refresh) }
            // Before they are used: the old ones are gone.
            write(tokens.members)
        }
        let credentials = try await service.credentials(for: tokens)
        write(credentials.members)
        return credentials
    }

    private func newest(of profile: CLIProfile) throws(CredentialsError) -> OAuthTokens {
        let tokens = OAuthTokens(
            refresh: profile["oauth_refresh_token"], access: profile["oauth_access_token"],
            expiry: profile.json["oauth_access_token_expire"]?.integer.map { Timestamp(seconds: $0) })
        let kept = memory.withLock { $0.spent != nil && $0.spent == tokens.refresh ? $0.tokens : nil }
        guard tokens.refresh != nil || tokens.access != nil else {
            throw .unusable("there is no OAuth token: sign in with aliyun configure")
        }
        return kept ?? tokens
    }

    /// What cannot be written is kept in memory, which is all that can be done about it.
    private func write(_ members: [JSONMember]) {
        guard let profiles = try? profiles() else { return }
        var writer = JSONWriter()
        writer.value(profiles.replacing(members, in: signIn.profile))
        try? surroundings.replaceFile(signIn.file, writer.bytes)
    }
}

extension Credentials {
    fileprivate var members: [JSONMember] {
        [
            JSONMember("access_key_id", .string(accessKeyID)),
            JSONMember("access_key_secret", .string(accessKeySecret)),
            JSONMember("sts_token", .string(securityToken ?? "")),
            JSONMember("sts_expiration", .number("\(expiry?.seconds ?? 0)")),
        ]
    }
}
