/// The vendor's operations that the simulator knows.
enum Operation: String, Sendable, CaseIterable {
    case riskChecks = "DescribeRiskCheckResult"
    case checkResults = "ListCheckResult"
    case aclTasks = "DescribeAclChecks"
    case aclFindings = "DescribeAclCheck"
    case callerIdentity = "GetCallerIdentity"
    case assumeRole = "AssumeRole"
    case assumeRoleWithOIDC = "AssumeRoleWithOIDC"

    private enum Service { case securityCenter, cloudFirewall, sts }

    private var service: Service {
        switch self {
        case .riskChecks, .checkResults: .securityCenter
        case .aclTasks, .aclFindings: .cloudFirewall
        case .callerIdentity, .assumeRole, .assumeRoleWithOIDC: .sts
        }
    }

    var version: String {
        switch service {
        case .securityCenter: "2018-12-03"
        case .cloudFirewall: "2017-12-07"
        case .sts: "2015-04-01"
        }
    }

    /// The product's code in links to the vendor's error pages.
    var product: String {
        switch service {
        case .securityCenter: "Sas"
        case .cloudFirewall: "Cloudfw"
        case .sts: "Sts"
        }
    }

    /// What a policy must allow.
    var permission: String {
        switch service {
        case .securityCenter: "yundun-sas:\(rawValue)"
        case .cloudFirewall: "yundun-cloudfirewall:\(rawValue)"
        case .sts: "sts:\(rawValue)"
        }
    }

    var methods: [String] {
        switch service {
        case .securityCenter, .sts: ["GET", "POST"]
        case .cloudFirewall: ["GET"]
        }
    }

    /// Whether it is called without a key and a signature.
    var isAnonymous: Bool { self == .assumeRoleWithOIDC }

    /// The operation that a request names, in its headers or, as the older style has it, among its parameters.
    init(_ request: ReceivedRequest) throws(VendorError) {
        guard let action = Self.name(in: request), !action.isEmpty else { throw .missing("Action") }
        let stated = request.header("x-acs-version") ?? request.parameters["Version"]
        guard let version = stated, !version.isEmpty else { throw .missing("Version") }
        guard let operation = Operation(rawValue: action) else { throw .noSuchAction }
        guard Self.allCases.contains(where: { $0.version == version }) else { throw .invalid("Version") }
        guard operation.version == version else { throw .noSuchAction }
        guard operation.methods.contains(request.method) else { throw .unsupportedMethod }
        self = operation
    }

    /// What the request calls its action; `nil` if it does not.
    static func name(in request: ReceivedRequest) -> String? {
        request.header("x-acs-action") ?? request.parameters["Action"]
    }
}
