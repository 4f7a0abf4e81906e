import BridgeCore

/// The profiles of the command line's file. They print as `<redacted>`.
struct CLIProfiles: Sendable {
    let file: String
    let current: String?
    private let json: JSONValue
    private let profiles: [CLIProfile]

    init(parsing text: String, file: String) throws(CredentialsError) {
        guard let json = try? JSONValue(parsing: text), let profiles = json["profiles"]?.array else {
            throw .unusable("\(file) is not a file of profiles in JSON")
        }
        self.file = file
        self.json = json
        self.profiles = profiles.map(CLIProfile.init)
        current = json["current"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    func profile(_ name: String) throws(CredentialsError) -> CLIProfile {
        guard let profile = profiles.first(where: { $0["name"] == name }) else {
            throw .missing("\(file) has no profile \(name)")
        }
        return profile
    }

    func plan(of name: String) throws(CredentialsError) -> ProfilePlan {
        let profile = try profile(name)
        let title = "profile \(name) (\(profile["mode"] ?? "no mode")) of \(file)"
        do throws(CLIProfile.Fault) {
            return ProfilePlan(title: title, plan: try plan(of: profile, named: name, depth: 1))
        } catch {
            throw .unusable("\(title): \(error.description)")
        }
    }

    /// The whole file with other values in one profile.
    func replacing(_ members: [JSONMember], in name: String) -> JSONValue {
        let changed = profiles.map { $0["name"] == name ? $0.replacing(members) : $0.json }
        guard case .object(let top) = json else { return json }
        return .object(top.map { $0.name == "profiles" ? JSONMember("profiles", .array(changed)) : $0 })
    }

    private func plan(
        of profile: CLIProfile, named name: String, depth: Int
    ) throws(CLIProfile.Fault) -> CredentialsPlan {
        switch profile["mode"] {
        case "ChainableRamRoleArn":
            guard depth < RAMRole.longestChain else { throw .init("its source_profile leads too far, or in a circle") }
            let source = try profile.required("source_profile")
            guard let next = profiles.first(where: { $0["name"] == source }) else {
                throw .init("there is no profile \(source), its source_profile")
            }
            return .role(try profile.role(), source: try plan(of: next, named: source, depth: depth + 1))
        case "OAuth": return .oauth(OAuthSignIn(file: file, profile: name, site: try profile.oauthSite()))
        default: return try profile.plan()
        }
    }
}

extension CLIProfiles: CustomStringConvertible, CustomReflectable {
    var description: String { "CLIProfiles(<redacted>)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
