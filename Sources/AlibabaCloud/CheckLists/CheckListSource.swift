package import BridgeCore

/// Security Center's configuration assessment, read through one of its two APIs.
package struct CheckListSource<API: CheckListAPI>: Source {
    package let name: String
    let client: APIClient
    let options: Options

    package init(name: String, client: APIClient, options: Options = Options()) {
        self.name = name
        self.client = client
        self.options = options
    }

    package struct Options: Sendable, Hashable {
        package var filter: API.Filter
        /// Checks per page, at most 100; the vendor may give fewer.
        package var pageSize: Int
        /// Of titles and texts: `en` or `zh`.
        package var language: String
        /// No sweep goes further: the answer is then incomplete.
        package var maximumPages: Int

        package init(
            filter: API.Filter = API.Filter(), pageSize: Int = 100, language: String = "en",
            maximumPages: Int = 1000
        ) {
            self.filter = filter
            self.pageSize = pageSize
            self.language = language
            self.maximumPages = maximumPages
        }
    }

    package func poll(knowing known: [Scope: FindingTable]) async throws -> Poll {
        let scope = Scope(source: name, part: .riskChecks)
        var builder = SnapshotBuilder(
            scope: scope, filter: options.filter.fingerprint, known: known[scope] ?? FindingTable())
        var obstacle: String?
        var checkedAt: Timestamp?
        var pages = 0
        for query in options.filter.queries {
            var sweep = CheckListSweep<API>(query: query, options: options)
            do {
                try await sweep.run(client, into: &builder)
            } catch let error as SourceError where pages + sweep.pages > 0 {
                let snapshot = builder.snapshot(.incomplete("a page could not be read: \(error.code)"))
                return Poll(snapshots: [snapshot], failures: [error])
            }
            pages += sweep.pages
            obstacle = obstacle ?? sweep.obstacle
            checkedAt = [checkedAt, sweep.checkedAt].compactMap(\.self).max()
        }
        guard let obstacle else { return Poll(snapshots: [builder.snapshot(.complete, checkedAt: checkedAt)]) }
        // The newest check may be among what was not seen.
        return Poll(snapshots: [builder.snapshot(.incomplete(obstacle))])
    }
}
