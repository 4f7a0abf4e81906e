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
