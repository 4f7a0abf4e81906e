/// The vendor's operations that the simulator knows.
enum Operation: String, Sendable, CaseIterable {
    case riskChecks = "DescribeRiskCheckResult"
    case aclTasks = "DescribeAclChecks"
    case aclFindings = "DescribeAclCheck"
    case callerIdentity = "GetCallerIdentity"

    var version: String {
        switch self {
        case .riskChecks: "2018-12-03"
        case .aclTasks, .aclFindings: "2017-12-07"
        case .callerIdentity: "2015-04-01"
        }
    }

    /// The product's code in links to the vendor's error pages.
    var product: String {
        switch self {
        case .riskChecks: "Sas"
        case .aclTasks, .aclFindings: "Cloudfw"
        case .callerIdentity: "Sts"
        }
    }

    /// What a policy must allow.
    var permission: String {
        switch self {
        case .riskChecks: "yundun-sas:\(rawValue)"
        case .aclTasks, .aclFindings: "yundun-cloudfirewall:\(rawValue)"
        case .callerIdentity: "sts:\(rawValue)"
        }
    }

    var methods: [String] {
        switch self {
        case .riskChecks, .callerIdentity: ["GET", "POST"]
        case .aclTasks, .aclFindings: ["GET"]
        }
    }

    /// The operation that a request names in its headers.
    init(_ request: ReceivedRequest) throws(VendorError) {
        guard let action = request.header("x-acs-action"), !action.isEmpty else { throw .missing("Action") }
        guard let version = request.header("x-acs-version"), !version.isEmpty else { throw .missing("Version") }
        guard let operation = Operation(rawValue: action) else { throw .noSuchAction }
        guard Self.allCases.contains(where: { $0.version == version }) else { throw .invalid("Version") }
        guard operation.version == version else { throw .noSuchAction }
        guard operation.methods.contains(request.method) else { throw .unsupportedMethod }
        self = operation
    }
}
