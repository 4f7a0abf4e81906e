import ArgumentParser
import Foundation

/// `--config F`, as every command takes it that needs a configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.")
    var path: String

    /// Reads and checks the file; what is wrong with it goes to stderr, all at once, with exit code 78.
    /// From before until the end the memory is private, unless the configuration says otherwise: it holds secrets.
    func load() throws -> Configuration {
        ProcessSetup.keepMemory(private: true)
        do {
            let configuration = try Configuration.load(path, environment: ProcessInfo.processInfo.environment)
            ProcessSetup.keepMemory(private: !configuration.allowsCoreDumps)
            return configuration
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
