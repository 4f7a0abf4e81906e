import BridgeCore
import HTTPTransport

/// Looks at everything that a configuration needs, and changes nothing: no message is sent, no lock taken.
struct Doctor: Sendable {
    let configuration: Configuration
    /// The name that the configuration is known under.
    let file: String
    let surroundings: DoctorSurroundings
    /// For one check.
    let limit: Duration

    /// How many accounts, sinks and so on are looked at at once.
    private static let concurrency = 16

    /// - Parameter progress: is told how many parts are done, of how many.
    func report(progress: @escaping @Sendable (Int, Int) async -> Void = { _, _ in }) async -> DoctorReport {
        let parts = parts
        return await withTaskGroup(of: (Int, [DoctorReport.Section]).self) { group in
            var sections = [[DoctorReport.Section]](repeating: [], count: parts.count)
            var waiting = parts.enumerated().makeIterator()
            for _ in 0..<Self.concurrency {
                guard let (index, part) = waiting.next() else { break }
                group.addTask { (index, await part()) }
            }
            var done = 0
            while let (index, result) = await group.next() {
                sections[index] = result
                done += 1
                await progress(done, parts.count)
                if let (index, part) = waiting.next() { group.addTask { (index, await part()) } }
            }
            return DoctorReport(sections: sections.flatMap { $0 })
        }
    }

    private typealias Part = @Sendable () async -> [DoctorReport.Section]

    private var parts: [Part] {
        let (configuration, file, surroundings, limit) = (configuration, file, surroundings, limit)
        let state: [Part] = [
            {
                let checks = configuration.checks(file: file)
                let authorities = configuration.authoritiesCheck(.system())
                return [.init(kind: .configuration, name: file, checks: checks + [authorities].compactMap { $0 })]
            },
            { await StateExamination(configuration, surroundings, limit).sections() },
        ]
        let sources = Dictionary(grouping: configuration.sources, by: \.account)
        let accounts: [Part] = configuration.accounts.map { account in
            {
                await AccountExamination(account, sources[account.name] ?? [], surroundings, limit).sections()
            }
        }
        let sinks: [Part] = configuration.sinks.map { sink in
            { await SinkExamination(sink, configuration.egress, surroundings, limit).sections() }
        }
        return state + accounts + sinks
    }
}

/// What the doctor looks with.
struct DoctorSurroundings: Sendable {
    var http: any HTTPClient
    var prober: any ConnectionProber
    var environment: [String: String]
    var now: @Sendable () -> Timestamp
}

/// What `body` returns, or `late` if it takes longer than `limit`; it is cancelled then, and heeds it.
func within<Value: Sendable>(
    _ limit: Duration, else late: Value, _ body: @escaping @Sendable () async -> Value
) async -> Value {
    await withTaskGroup(of: Value?.self) { group in
        group.addTask { await body() }
        group.addTask {
            try? await Task.sleep(for: limit)
            return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        return first ?? late
    }
}
