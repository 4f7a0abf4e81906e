import BridgeCore

/// An account's endpoints: those of its region, but for what the configuration names itself.
package struct Endpoints: Sendable, Hashable {
    private let region: String
    private let overrides: [Product: Endpoint]

    package init(region: String, overrides: [Product: Endpoint] = [:]) {
        self.region = region.trimmed.lowercased()
        self.overrides = overrides
    }

    package subscript(product: Product) -> Endpoint {
        overrides[product] ?? Endpoint(authority: product.host(in: region))
    }
}
