import BridgeCore

/// Which STS endpoint is asked, for an account.
package struct SecurityTokenHosts: Sendable, Equatable {
    /// The account's region.
    private let region: String
    /// What the configuration names; it always wins.
    private let override: Endpoint?
    private let environment: SecurityTokenLocation

    /// - Parameter environment: `ALIBABA_CLOUD_STS_REGION` and `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` are read.
    package init(region: String, override: Endpoint? = nil, environment: [String: String] = [:]) {
        self.region = region
        self.override = override
        self.environment = SecurityTokenLocation(
            region: environment.setting("ALIBABA_CLOUD_STS_REGION"),
            isInVPC: environment.isOn("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"))
    }

    func endpoint(for location: SecurityTokenLocation) -> Endpoint {
        if let override { return override }
        let region = location.region ?? environment.region ?? region
        guard location.isInVPC || environment.isInVPC else { return Endpoint(authority: Product.sts.host(in: region)) }
        return Endpoint(authority: "sts-vpc.\(region).aliyuncs.com")
    }
}

extension [String: String] {
    /// A variable's value without the white space around it; `nil` if there is nothing in it.
    func setting(_ name: String) -> String? {
        self[name].flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
    }

    /// Whether a switch is on, as the vendor's SDKs read it.
    func isOn(_ name: String) -> Bool {
        setting(name)?.lowercased() == "true"
    }
}
