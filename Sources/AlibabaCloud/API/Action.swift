package import HTTPTransport

/// A call of the vendor's API that checkbridge makes.
package enum Action: String, Sendable, Hashable, CaseIterable {
    case describeRiskCheckResult = "DescribeRiskCheckResult"
    /// What the vendor names as the successor of DescribeRiskCheckResult.
    case listCheckResult = "ListCheckResult"
    case describeAclChecks = "DescribeAclChecks"
    case describeAclCheck = "DescribeAclCheck"
    case getCallerIdentity = "GetCallerIdentity"

    package var product: Product {
        switch self {
        case .describeRiskCheckResult, .listCheckResult: .securityCenter
        case .describeAclChecks, .describeAclCheck: .cloudFirewall
        case .getCallerIdentity: .sts
        }
    }

    package var version: String {
        switch product {
        case .securityCenter: "2018-12-03"
        case .cloudFirewall: "2017-12-07"
        case .sts: "2015-04-01"
        }
    }

    /// As the vendor's SDKs send it; parameters are in the query either way.
    package var method: HTTPRequest.Method {
        switch self {
        case .describeRiskCheckResult, .listCheckResult, .getCallerIdentity: .post
        case .describeAclChecks, .describeAclCheck: .get
        }
    }

    /// The action's name in a RAM policy. That of DescribeAclCheck is documented, the others follow the pattern of
    /// their documented siblings.
    package var permission: String {
        switch product {
        case .securityCenter: "yundun-sas:\(rawValue)"
        case .cloudFirewall: "yundun-cloudfirewall:\(rawValue)"
        case .sts: "sts:\(rawValue)"
        }
    }
}
