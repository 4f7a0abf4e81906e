import BridgeCore

/// Credentials that a program prints: a profile of the mode `External`. No shell has a part in it, and the program gets
/// no more of the environment than it needs to find its way.
struct ExternalSession: SessionSource {
    /// Secret: it may hold a password.
    let command: Secret
    let surroundings: CredentialsSurroundings

    let name = "external command"

    private static let inherited = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR"]
    private static let outputLimit = 64 << 10
    /// As the vendor's command line has it.
    private static let timeout = Duration.seconds(60)

    func session() async throws -> ResolvedCredentials {
        let arguments = try arguments()
        let output: [UInt8]
        do {
            output = try await surroundings.run(
                Command(
                    arguments: arguments, environment: environment, timeout: Self.timeout,
                    outputLimit: Self.outputLimit))
        } catch let error as CommandError {
            throw CredentialsError.unusable("the program of process_command: \(error)")
        }
        return ResolvedCredentials(try Self.credentials(in: output), from: name)
    }

    private var environment: [String: String] {
        surroundings.environment.filter { Self.inherited.contains($0.key) }
    }

    private func arguments() throws(CredentialsError) -> [String] {
        do {
            guard let words = CommandWords.split(try command.read(surroundings.readFile)) else {
                throw CredentialsError.unusable("process_command has a quote or an escape without an end")
            }
            return words
        } catch let error as CredentialsError {
            throw error
        } catch {
            throw .missing("process_command is empty")
        }
    }

    private static func credentials(in output: [UInt8]) throws(CredentialsError) -> Credentials {
        guard let json = try? JSONValue(parsing: output) else {
            throw .unusable("what the program of process_command wrote is not JSON")
        }
        let mode = json["mode"]?.text ?? ""
        guard mode == "AK" || mode == "StsToken" else {
            throw .unusable("the program of process_command must write the mode AK or StsToken")
        }
        do {
            return try SessionAnswer.command.credentials(in: json, needsToken: mode == "StsToken")
        } catch {
            throw .unusable("the program of process_command: \(error)")
        }
    }
}
