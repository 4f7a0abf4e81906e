package import Foundation

/// A folder of its own for one test, gone when the test is.
package final class TemporaryFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "checkbridge-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// Its path.
    package var root: String { url.path }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    package func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and returns its path.
    package func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }
}

extension TemporaryFolder {
    /// What is in it.
    package var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path) }
    }

    /// The POSIX permissions of what is in it; of the folder itself for an empty name.
    package func permissions(_ name: String = "") throws -> Int? {
        let file = name.isEmpty ? url.path : path(name)
        return try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    }
}
