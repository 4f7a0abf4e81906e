import ArgumentParser

/// `checkbridge check-config`
struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Checks a configuration file; says everything that is wrong with it.")

    @OptionGroup var file: ConfigurationOption

    func run() throws {
        let configuration = try file.load()
        Terminal.say(
            "\(file.path): \(configuration.accounts.count) account(s), \(configuration.sources.count) source(s), "
                + "\(configuration.sinks.count) sink(s): all right")
        for complaint in configuration.secretComplaints { Terminal.complain("warning: \(complaint)") }
    }
}

extension Configuration {
    /// What is wrong with the files of secrets, as far as this user on this machine can tell. They may be right where
    /// the service runs, and they may come later: so none of it makes the configuration wrong.
    var secretComplaints: [String] {
        secrets.compactMap { secret in
            do throws(SecretError) {
                _ = try secret.value()
                return nil
            } catch {
                return "\(error)"
            }
        }
    }

    private var secrets: [Secret] {
        sinks.flatMap(\.secrets) + accounts.flatMap(\.credentials.secrets)
    }
}

extension SinkConfiguration {
    fileprivate var secrets: [Secret] {
        let own: [Secret] =
            switch kind {
            case .slack(let url): [url]
            case .dingtalk(let robot): [robot.url] + [robot.secret].compactMap(\.self)
            case .webhook(let hook): [hook.url] + hook.secrets
            case .stdout: []
            }
        return own + connection.headers.map(\.value) + [connection.proxy].compactMap(\.self)
    }
}

extension CredentialsSpec {
    fileprivate var secrets: [Secret] {
        switch self {
        case .accessKey(let id, let secret, let token): [id, secret] + [token].compactMap(\.self)
        case .role(let role, let source): [role.externalID].compactMap(\.self) + source.secrets
        case .uri(let uri): [uri]
        case .default, .environment, .oidc, .profile, .instanceRole: []
        }
    }
}
