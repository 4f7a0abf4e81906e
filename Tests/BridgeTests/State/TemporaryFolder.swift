import Foundation

/// A folder of its own for each test.
struct TemporaryFolder: ~Copyable {
    let path = NSTemporaryDirectory() + "checkbridge-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func permissions(_ name: String = "") throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions] as? Int
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
