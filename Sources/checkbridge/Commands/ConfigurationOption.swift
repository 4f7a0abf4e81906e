import ArgumentParser
import Foundation

/// `--config F`, as every command takes it that needs a configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.")
    var path: String

    /// Reads and checks the file; what is wrong with it goes to stderr, all at once, with exit code 78.
    func load() throws -> Configuration {
        do {
            return try Configuration.load(path, environment: ProcessInfo.processInfo.environment)
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode.configuration
        }
    }
}

extension ExitCode {
    /// EX_CONFIG of sysexits.h.
    static let configuration = ExitCode(78)
}
