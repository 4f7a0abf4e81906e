/// What of Security Center's check items is asked for. Status and level are never part of it: an item that leaves a
/// filtered list because its status changed would look as if it had vanished.
package struct RiskCheckFilter: CheckListFilter {
    /// The vendor's groups, 1 to 6; each is a request of its own.
    package var groupIDs: [Int64]
    package var itemIDs: [String]
    /// Each is a request of its own.
    package var assetTypes: [String]
    package var name: String?
    /// `enabled` or `disabled`: whether the edition that was bought covers the item.
    package var queryFlag: String?

    package init(
        groupIDs: [Int64] = [], itemIDs: [String] = [], assetTypes: [String] = [], name: String? = nil,
        queryFlag: String? = nil
    ) {
        self.groupIDs = groupIDs
        self.itemIDs = itemIDs
        self.assetTypes = assetTypes
        self.name = name
        self.queryFlag = queryFlag
    }

    /// Asks for everything.
    package init() { self.init(name: nil) }

    /// The filter in one spelling: equal for filters that ask for the same; empty for none.
    package var fingerprint: String {
        let members: [(String, [String])] = [
            ("asset_types", assetTypes), ("group_ids", groupIDs.map(String.init)), ("item_ids", itemIDs),
            ("name", [name].compactMap { $0 }), ("query_flag", [queryFlag].compactMap { $0 }),
        ]
        return members.filter { !$0.1.isEmpty }.map { Fingerprint.member($0.0, $0.1) }.joined(separator: "&")
    }

    /// The most items that one request may name.
    private static let itemsPerRequest = 100

    /// The parameters of the requests that together ask for everything: one group, one asset type and at most 100
    /// items fit into each.
    package var queries: [[QueryParameter]] {
        groups.flatMap { group in
            types.flatMap { type in
                items.map { items in query(group: group, type: type, items: items) }
            }
        }
    }

    private var groups: [Int64?] { groupIDs.isEmpty ? [nil] : Set(groupIDs).sorted() }

    private var types: [String?] { assetTypes.isEmpty ? [nil] : Set(assetTypes).sorted() }

    private var items: [[String]] {
        let all = Set(itemIDs).sorted()
        guard !all.isEmpty else { return [[]] }
        return stride(from: 0, to: all.count, by: Self.itemsPerRequest)
            .map { Array(all[$0..<min($0 + Self.itemsPerRequest, all.count)]) }
    }

    private func query(group: Int64?, type: String?, items: [String]) -> [QueryParameter] {
        var query: [QueryParameter] = []
        query.append("GroupId", ifPresent: group)
        query.append("AssetType", ifPresent: type)
        query.append("ItemIds", list: items)
        query.append("Name", ifPresent: name)
        query.append("QueryFlag", ifPresent: queryFlag)
        return query
    }
}
