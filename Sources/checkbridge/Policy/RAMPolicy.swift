import BridgeCore

/// A policy document of RAM's (<https://www.alibabacloud.com/help/en/ram/user-guide/policy-structure-and-syntax>).
struct RAMPolicy: Sendable, Hashable {
    /// As in `yundun-sas:DescribeRiskCheckResult`, sorted.
    let actions: [String]
    /// What they are allowed on, sorted.
    let resources: [String]

    /// - Parameter resources: neither of the products that are asked grants less than everything to an action.
    init(actions: some Sequence<String>, on resources: some Sequence<String> = ["*"]) {
        self.actions = Set(actions).sorted()
        self.resources = Set(resources).sorted()
    }

    /// The policy of whoever assumes the roles.
    static func assuming(_ roles: some Sequence<String>) -> RAMPolicy {
        RAMPolicy(actions: ["sts:AssumeRole"], on: roles.map(resource))
    }

    /// The role as policies name it: `acs:ram:*:<account>:role/<name>`, while its ARN leaves the region empty.
    private static func resource(ofRole arn: String) -> String {
        arn.hasPrefix("acs:ram::") ? "acs:ram:*:" + arn.dropFirst("acs:ram::".count) : arn
    }

    /// The vendor's ready-made policies that allow this, and more. Those of the products are named by its pattern,
    /// `Aliyun<Product>ReadOnlyAccess`.
    var systemPolicies: [String] {
        Set(actions.compactMap { $0.split(separator: ":").first }).sorted().compactMap { product in
            switch product {
            case "yundun-sas": "AliyunYundunSASReadOnlyAccess"
            case "yundun-cloudfirewall": "AliyunYundunCloudFirewallReadOnlyAccess"
            case "sts": "AliyunSTSAssumeRoleAccess"
            default: nil
            }
        }
    }

    /// The document.
    var json: JSONValue {
        .object([
            .init("Version", .string("1")),
            .init(
                "Statement",
                .array([
                    .object([
                        .init("Effect", .string("Allow")), .init("Action", .array(actions.map { .string($0) })),
                        .init(
                            "Resource",
                            resources.count == 1 ? .string(resources[0]) : .array(resources.map { .string($0) })),
                    ])
                ])),
        ])
    }
}
