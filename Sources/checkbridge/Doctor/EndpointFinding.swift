import AlibabaCloud
import BridgeCore

/// Which endpoint of a product is asked, and why.
struct EndpointFinding: Sendable {
    var product: Product
    var endpoint: Endpoint
    var choice: Endpoints.Choice

    func check(in region: String) -> Check {
        let text = "\(endpoint.url), \(reason(region))"
        let facts = [JSONMember.text("product", product.key), .text("url", endpoint.url)]
        switch choice {
        case .configured where endpoint.isInTheClear:
            return .warning(
                .endpoint, product.displayName, text, advice: "http:// shows everything to whoever listens on the way.",
                facts: facts)
        case .configured, .region: return .ok(.endpoint, product.displayName, text, facts: facts)
        case .unknownRegion:
            return .warning(
                .endpoint, product.displayName, text,
                advice: "Check the account's region, or name the endpoint under endpoints.", facts: facts)
        }
    }

    private func reason(_ region: String) -> String {
        switch choice {
        case .configured: "as the configuration says"
        case .unknownRegion: "the central one, because the vendor's table does not have the region \(region)"
        case .region where endpoint.authority.hasPrefix("tds.ap-"):
            "the data centre outside the mainland, which serves \(region)"
        case .region where endpoint.authority.hasPrefix("tds.cn-"): "the mainland's data centre, which serves \(region)"
        case .region: "which serves \(region)"
        }
    }
}

extension Endpoint {
    fileprivate var isInTheClear: Bool {
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return scheme == .http && !URLRule.isLoopback(String(host))
    }
}

extension Product {
    /// Its name under an account's `endpoints`.
    fileprivate var key: String {
        switch self {
        case .securityCenter: "security_center"
        case .cloudFirewall: "cloud_firewall"
        case .sts: "sts"
        }
    }
}
