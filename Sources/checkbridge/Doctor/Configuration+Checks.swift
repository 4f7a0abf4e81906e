import BridgeCore
import HTTPTransport

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

    /// Whether the servers that are asked over https can be verified; `nil` if there are none.
    func authoritiesCheck(_ store: TrustStore, _ look: (String) -> TrustStore.Sight = TrustStore.look) -> Check? {
        guard !needingAuthorities.isEmpty else { return nil }
        guard let problem = store.problem(look) else { return .ok(.authorities, nil, store.path ?? "") }
        return .failed(
            .authorities, nil, "\(problem); needed by \(needingAuthorities.firstFew)", advice: TrustStore.advice)
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
