import BridgeCore

/// The older file of profiles, in INI form. The vendor's SDKs disagree about its name; both are looked for.
struct INIProfileFile: Sendable {
    private let surroundings: CredentialsSurroundings

    init(_ surroundings: CredentialsSurroundings) {
        self.surroundings = surroundings
    }

    /// Where it is, for messages.
    var shownPath: String { paths.first ?? "~/.alibabacloud/credentials.ini" }

    private var paths: [String] {
        if let path = surroundings.environment.setting("ALIBABA_CLOUD_CREDENTIALS_FILE") { return [path] }
        return ["credentials.ini", "credentials"].compactMap { name in
            surroundings.home.map { "\($0)/.alibabacloud/\(name)" }
        }
    }

    /// - Parameter name: `nil` is the one that the environment names, else `default`.
    func plan(of name: String?) throws(CredentialsError) -> ProfilePlan {
        let name = name ?? surroundings.environment.setting("ALIBABA_CLOUD_PROFILE") ?? "default"
        let (path, text) = try found()
        guard let section = INISection.all(in: text)[name] else { throw .missing("\(path) has no section \(name)") }
        let title = "profile \(name) (\(section["type"] ?? "no type")) of \(path)"
        do throws(INISection.Fault) {
            return ProfilePlan(title: title, plan: try section.plan())
        } catch {
            throw .unusable("\(title): \(error.description)")
        }
    }

    private func found() throws(CredentialsError) -> (path: String, text: String) {
        var failure = "there is no home folder"
        for path in paths {
            do throws(CredentialsError) {
                return (path, try surroundings.text(of: path))
            } catch .missing(let why) {
                failure = path == paths.first ? why : "\(failure), nor \(path)"
            }
        }
        throw .missing(failure)
    }
}
