/// What a matcher can look at. The raw value is the key under `match:`.
package enum RouteField: String, Sendable, Hashable, CaseIterable {
    case account, source, kind, severity, transition, from, to, new, state, category
    case assetType = "asset_type"
    case id, title, type
}
