import BridgeCore

/// The file of the vendor's command line: `{"current": name, "profiles": [{"name": ..., "mode": ...}]}`.
struct CLIProfileFile: Sendable {
    private let surroundings: CredentialsSurroundings

    init(_ surroundings: CredentialsSurroundings) {
        self.surroundings = surroundings
    }

    /// Where it is, for messages.
    var shownPath: String { path ?? "~/.aliyun/config.json" }

    private var path: String? {
        surroundings.environment.setting("ALIBABA_CLOUD_CONFIG_FILE")
            ?? surroundings.home.map { "\($0)/.aliyun/config.json" }
    }

    /// - Parameter name: `nil` is the one that the environment names, else the file's current one.
    func plan(of name: String?) throws(CredentialsError) -> ProfilePlan {
        guard let path else { throw .missing("there is no home folder") }
        let profiles = try CLIProfiles(parsing: try surroundings.text(of: path), file: path)
        guard let name = name ?? surroundings.environment.setting("ALIBABA_CLOUD_PROFILE") ?? profiles.current else {
            throw .missing("\(path) has no current profile")
        }
        return try profiles.plan(of: name)
    }
}

/// The profiles of that file.
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

extension RAMRole {
    /// How many roles may be assumed one with the other.
    package static let longestChain = 5
}
