/// What of ListCheckResult's checks is asked for. Status and level are never part of it: a check that leaves a filtered
/// list because its status changed would look as if it had vanished.
package struct CheckResultFilter: CheckListFilter {
    package var checkIDs: [String]
    /// The vendor's `InstanceTypes`, in its spelling: `ECS`, `RDS`, `KVSTORE`.
    package var assetTypes: [String]
    package var standardIDs: [String]
    /// Whose assets: `ALIYUN`, `TENCENT`, `AWS`, `MICROSOFT`.
    package var vendors: [String]
    /// Part of a check's name (`CheckKey`).
    package var name: String?

    package init(
        checkIDs: [String] = [], assetTypes: [String] = [], standardIDs: [String] = [], vendors: [String] = [],
        name: String? = nil
    ) {
        self.checkIDs = checkIDs
        self.assetTypes = assetTypes
        self.standardIDs = standardIDs
        self.vendors = vendors
        self.name = name
    }

    /// Asks for everything.
    package init() { self.init(name: nil) }

    /// The filter in one spelling: equal for filters that ask for the same.
    ///
    /// It names the API, so that a source which goes over from one API to the other has a changed filter: the new
    /// API's checks are a baseline, the old one's are forgotten without a word, and nothing is called gone.
    package var fingerprint: String {
        let members: [(String, [String])] = [
            ("api", [Action.listCheckResult.rawValue]), ("asset_types", assetTypes), ("check_ids", checkIDs),
            ("name", [name].compactMap { $0 }), ("standard_ids", standardIDs), ("vendors", vendors),
        ]
        return members.filter { !$0.1.isEmpty }.map { Fingerprint.member($0.0, $0.1) }.joined(separator: "&")
    }

    /// The most checks that one request may name.
    private static let checksPerRequest = 100

    /// The parameters of the requests that together ask for everything.
    package var queries: [[QueryParameter]] { checks.map(query) }

    private var checks: [[String]] {
        let all = Set(checkIDs).sorted()
        guard !all.isEmpty else { return [[]] }
        return stride(from: 0, to: all.count, by: Self.checksPerRequest)
            .map { Array(all[$0..<min($0 + Self.checksPerRequest, all.count)]) }
    }

    private func query(checks: [String]) -> [QueryParameter] {
        var query: [QueryParameter] = []
        query.append("CheckIds", list: checks)
        query.append("InstanceTypes", list: assetTypes)
        query.append("StandardIds", list: standardIDs)
        query.append("Vendors", list: vendors)
        query.append("CheckKey", ifPresent: name)
        return query
    }
}
