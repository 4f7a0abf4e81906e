package import BridgeCore

/// Cloud Firewall's checks of access control policies: the tasks from DescribeAclChecks, each one's findings from
/// DescribeAclCheck.
package struct AclCheckSource: Source {
    package let name: String
    let client: APIClient
    let options: Options

    package init(name: String, client: APIClient, options: Options = Options()) {
        self.name = name
        self.client = client
        self.options = options
    }

    package struct Options: Sendable, Hashable {
        /// `Internet`, `NAT`, `VPC`, `AddressBook`.
        package var aclTypes: [String]
        /// Only these tasks; empty for all.
        package var taskIDs: [String]
        /// Findings per page; the vendor may give fewer.
        package var pageSize: Int
        /// Of titles and texts: `en` or `zh`.
        package var language: String
        /// No sweep goes further: the answer is then incomplete.
        package var maximumPages: Int
        /// How many requests are under way at once, within the account's rate.
        package var concurrency: Int

        package init(
            aclTypes: [String] = ["Internet", "NAT", "VPC", "AddressBook"], taskIDs: [String] = [],
            pageSize: Int = 100, language: String = "en", maximumPages: Int = 1000, concurrency: Int = 4
        ) {
            // A type given twice would make its scopes speak twice.
            var seen: Set<String> = []
            self.aclTypes = aclTypes.filter { seen.insert($0).inserted }
            self.taskIDs = taskIDs
            self.pageSize = pageSize
            self.language = language
            self.maximumPages = maximumPages
            self.concurrency = concurrency
        }

        /// What narrows the request, in one spelling. The types are none of it: each has scopes of its own.
        var fingerprint: String { taskIDs.isEmpty ? "" : Fingerprint.member("task_ids", taskIDs) }
    }

    package func poll(knowing known: [Scope: FindingTable]) async throws -> Poll {
        try await AclPoll(source: name, client: client, options: options, known: known).run()
    }
}
