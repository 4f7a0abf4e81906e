import Foundation

@testable import checkbridge

/// The top folder of the package.
let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// A configuration without a mistake, whose parts can be replaced.
struct Sample {
    var top = ""
    var account = "{name: prod, region: cn-hangzhou}"
    var source = "{name: risk, type: risk_checks, account: prod}"
    var sink = "{name: log, type: stdout}"
    var route = "{sinks: [log]}"

    /// The account is on line 2, the source on 4, the sink on 6, the route on 7, what is on top on 8.
    var text: String {
        "accounts:\n- \(account)\nsources:\n- \(source)\nsinks:\n- \(sink)\nroute: \(route)\n\(top)\n"
    }

    func parse(environment: [String: String] = [:]) throws(ConfigurationErrors) -> Configuration {
        try Configuration.parse(text, file: "c.yaml", environment: environment)
    }

    /// The lines that the loader has to say about it.
    func complaints(environment: [String: String] = [:]) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try parse(environment: environment)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}
