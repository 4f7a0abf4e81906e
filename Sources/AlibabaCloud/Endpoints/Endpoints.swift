import BridgeCore

/// An account's endpoints: those of its region, but for what the configuration names itself.
package struct Endpoints: Sendable, Hashable {
    private let region: String
    private let overrides: [Product: Endpoint]

    package init(region: String, overrides: [Product: Endpoint] = [:]) {
        self.region = region.trimmed.lowercased()
        self.overrides = overrides
    }

    /// Why an endpoint is asked rather than another.
    package enum Choice: Sendable, Equatable {
        /// The configuration names it.
        case configured
        /// The vendor's tables have it for the region.
        case region
        /// The region is in none of the vendor's tables, so it is the product's central one.
        case unknownRegion
    }

    package func choice(of product: Product) -> Choice {
        if overrides[product] != nil { return .configured }
        return product.knows(region) ? .region : .unknownRegion
    }

    package subscript(product: Product) -> Endpoint {
        overrides[product] ?? Endpoint(authority: product.host(in: region))
    }
}
