/// A profile's plan, and how it is called.
struct ProfilePlan: Sendable, Equatable {
    /// As in `profile prod (RamRoleArn) of /root/.aliyun/config.json`.
    var title: String
    var plan: CredentialsPlan
}

/// Credentials by a profile in one of the vendor's files. The file is read at each use, so that a change of it counts at
/// once; while it cannot be read, because it is just being written, what it said last holds.
actor ProfileCredentials: CredentialsProvider {
    nonisolated let name: String
    private let read: @Sendable () throws(CredentialsError) -> ProfilePlan
    private let make: @Sendable (CredentialsPlan) -> any CredentialsProvider
    private var made: (profile: ProfilePlan, provider: any CredentialsProvider)?

    init(
        name: String, makes make: @escaping @Sendable (CredentialsPlan) -> any CredentialsProvider,
        read: @escaping @Sendable () throws(CredentialsError) -> ProfilePlan
    ) {
        self.name = name
        self.read = read
        self.make = make
    }

    func credentials() async throws -> Credentials {
        try await resolved().credentials
    }

    func resolved() async throws -> ResolvedCredentials {
        let (profile, provider) = try current()
        do {
            var resolved = try await provider.resolved()
            let inner = CredentialsOrigin.Fact("from", resolved.origin.provider)
            if inner.value != "static" { resolved.origin.detail.append(inner) }
            resolved.origin.provider = profile.title
            return resolved
        } catch CredentialsError.unusable(let what) {
            throw CredentialsError.unusable("\(profile.title): \(what)")
        } catch CredentialsError.missing(let what) {
            throw CredentialsError.unusable("\(profile.title): \(what)")
        }
    }

    func discard(_ credentials: Credentials) async {
        await made?.provider.discard(credentials)
    }

    private func current() throws -> (profile: ProfilePlan, provider: any CredentialsProvider) {
        do {
            let profile = try read()
            if let made, made.profile == profile { return made }
            let fresh = (profile, make(profile.plan))
            made = fresh
            return fresh
        } catch {
            guard let made else { throw error }
            return made
        }
    }
}
