import Foundation

/// A file that the configuration names: a secret's or a certificate's.
struct FileReference: Sendable, Equatable {
    /// Where the file is to be.
    var target: String
    /// Where the configuration says so.
    var place: ConfigurationProblem.Place
    var path: String
}

extension Configuration {
    /// Warnings about files that cannot be read now. No errors: where a configuration is checked, its secrets are often
    /// not mounted, and a service that runs tries again.
    func unreadableFiles(file: String) -> [ConfigurationProblem] {
        // One place may name a file for each of many accounts.
        var seen: Set<ConfigurationProblem.Place> = []
        return files.filter { !FileManager.default.isReadableFile(atPath: $0.target) && seen.insert($0.place).inserted }
            .map { reference in
                ConfigurationProblem(
                    file: file, place: reference.place, path: reference.path,
                    message: "the file cannot be read now", hint: "it is needed where checkbridge runs")
            }
    }
}
