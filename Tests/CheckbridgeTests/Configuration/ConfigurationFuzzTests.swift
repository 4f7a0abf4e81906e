import Foundation
import TestSupport
import Testing

@testable import checkbridge

/// Damaged configurations: every one is taken or complained about, with a line that it has.
@Suite struct ConfigurationFuzzTests {
    private static let words = [
        ":", "- ", "\n", "\n  ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a", "!!int ", "|\n", ">\n", "? ", "---\n",
        "...",
        "%YAML 1.1\n", "<<: ", "~", "null", "yes", "0x1F", "1e9", ".inf", "12:30:00", "99999999999999999999", "5m",
        "-5s",
        "1000000h", "${VAR}", "${VAR:-x}", "${", "$$", "\t", "\u{0}", "\u{FEFF}", "\u{85}", "\\", "/(/", "https://",
        "http://[::1", "every: ", "name: ", "match: {", "sinks: [", String(repeating: "[", count: 90),
        String(repeating: "- ", count: 90),
    ]

    private static func corpus() throws -> [[UInt8]] {
        let config = packageFolder.appending(path: "Config")
        let examples = try FileManager.default.contentsOfDirectory(
            at: config.appending(path: "examples"), includingPropertiesForKeys: nil)
        let files = [config.appending(path: "checkbridge.yaml")] + examples.filter { $0.pathExtension == "yaml" }
        return try files.map { Array(try Data(contentsOf: $0)) } + [Array(Sample().text.utf8)]
    }

    @Test func damagedFilesAreTakenOrComplainedAbout() throws {
        Fuzzer("configuration", corpus: try Self.corpus(), words: Self.words).run(few: 600) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(ConfigurationErrors) {
                _ = try Configuration.parse(text, file: "c.yaml", environment: ["VAR": "value"])
            } catch {
                #expect(!error.problems.isEmpty)
            }
        }
    }
}
