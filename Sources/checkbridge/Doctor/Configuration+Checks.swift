import BridgeCore

extension Configuration {
    /// What is odd about a configuration that is right otherwise.
    /// - Parameter file: the name that it is known under.
    func checks(file: String) -> [Check] {
        let counts = "\(accounts.count) account(s), \(sources.count) source(s), \(sinks.count) sink(s)"
        return [.ok(.file, nil, counts)] + unreadableFiles(file: file).map { .warning(.file, nil, "\($0)") }
            + idleAccounts.map { .warning(.file, nil, "account \($0): no source asks it") }
            + idleSinks.map {
                .warning(.route, nil, "sink \($0): no route leads to it", advice: "Name it in a route's sinks.")
            }
    }

    private var idleAccounts: [String] {
        let used = Set(sources.map(\.account))
        return accounts.map(\.name).filter { !used.contains($0) }
    }

    private var idleSinks: [String] {
        let used = route.allSinks
        return sinks.map(\.name).filter { !used.contains($0) }
    }
}
