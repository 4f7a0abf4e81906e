import BridgeCore
import HTTPTransport

/// What the operator can do about a failure.
struct Advice: Sendable {
    let call: APICall
    let now: Timestamp

    func text(
        for cause: FailureCause, _ vendor: ErrorAnswer, _ response: HTTPResponse, stringToSign: String
    ) -> String {
        switch cause {
        case .throttled:
            "The quota is the account's, shared with everything that uses it: lower the account's qps or poll less often."
        case .outage: "Trouble on the vendor's side; it usually passes by itself."
        case .replayed: "The vendor got the same request twice: look for a proxy on the way that repeats requests."
        case .key: key(vendor)
        case .token: "The temporary credentials have expired or do not belong together: provide new ones."
        case .signature: signature(vendor, stringToSign)
        case .clock: clock(response)
        case .denied: denied(vendor)
        case .notPurchased:
            "\(call.action.product.displayName) is not bought or activated for this account, or its edition lacks this."
        case .retired: retired
        case .request: request(vendor)
        }
    }

    private func key(_ vendor: ErrorAnswer) -> String {
        vendor.code.hasSuffix("Inactive")
            ? "The access key is disabled: enable it in the RAM console, or use another one."
            : "Check the access key id: the vendor does not know it, or the temporary credentials have expired."
    }

    /// The vendor echoes the hash of the request that it saw, which tells a wrong secret from a changed request.
    private func signature(_ vendor: ErrorAnswer, _ ours: String) -> String {
        guard let theirs = Self.echoedHash(in: vendor.message) else {
            return "Check the access key secret: the signature is not what the vendor computes."
        }
        return ours.hasSuffix(theirs)
            ? "The access key secret is wrong: the vendor saw the request just as it was signed."
            : "The request was not what was signed, so the secret may be right: look for a proxy that changes "
                + "requests; without one, it is a bug in checkbridge worth reporting with the request id."
    }

    private static func echoedHash(in message: String) -> String? {
        let parts = message.split(separator: CanonicalRequest.algorithm, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        // The line feed before the hash may come as itself or as the two characters of its escape.
        return parts[1].split { !$0.isHexDigit }.first { $0.count == 64 }.map { $0.lowercased() }
    }

    private func clock(_ response: HTTPResponse) -> String {
        guard let theirs = response.value(of: "date").flatMap(HTTPDate.timestamp) else {
            return "This machine's clock must be within 15 minutes of the vendor's: check it."
        }
        let seconds = (now - theirs).components.seconds
        return "This machine's clock is \(abs(seconds)) s \(seconds < 0 ? "behind" : "ahead of") the vendor's, "
            + "and 15 minutes are the most it accepts: set the clock."
    }

    private func denied(_ vendor: ErrorAnswer) -> String {
        vendor.code == "Forbidden.NotSupportRAM"
            ? "The vendor does not answer this to RAM users or roles for this account: ask its support."
            : "Allow \(vendor.deniedAction ?? call.action.permission) to this identity in a RAM policy."
    }

    private var retired: String {
        switch call.action {
        case .describeRiskCheckResult:
            "The vendor lists DescribeRiskCheckResult as retired, replaced by ListCheckResult. Nothing counts as "
                + "resolved because of this. Set this source's type to check_results: what the new API shows "
                + "becomes its baseline."
        case .listCheckResult:
            "The vendor does not know ListCheckResult at this endpoint or for this account. Nothing counts as "
                + "resolved because of this. Check the account's endpoints; where the older DescribeRiskCheckResult "
                + "still answers, the type risk_checks reads it."
        case .describeAclChecks, .describeAclCheck, .getCallerIdentity:
            "The vendor does not know this API (any more) at this endpoint: check the account's endpoints."
        }
    }

    private func request(_ vendor: ErrorAnswer) -> String {
        vendor.code == ErrorAnswer.taskGone
            ? "The check ran anew or its result expired; the next poll reads the list of tasks again."
            : "The vendor did not accept the question: check the source's filter and page_size; else it is a bug."
    }

    static func unreadable(_ response: HTTPResponse) -> String {
        switch response.status {
        case 300..<400: "Redirects are not followed: check the account's endpoints."
        case 407: "The proxy wants credentials."
        default:
            response.isMarkup
                ? "Something between here and the vendor answered: check proxy and endpoints."
                : "It usually passes by itself."
        }
    }

    static func transport(_ error: HTTPTransportError) -> String {
        switch error {
        case .bodyTooLarge, .headersTooLarge: "Lower the source's page_size."
        case .tls: "Check the machine's certificate authorities, its clock, and proxies on the way."
        case .invalidRequest: "Check the account's endpoints and credentials for stray characters."
        case .queueFull: "Poll fewer sources at once."
        case .refused, .resolve, .connect, .timeout, .interrupted, .malformedResponse, .cancelled, .shutDown, .other:
            "Check the network, the proxy and the account's endpoints."
        }
    }
}

extension Product {
    /// As the vendor calls it in its console.
    package var displayName: String {
        switch self {
        case .securityCenter: "Security Center"
        case .cloudFirewall: "Cloud Firewall"
        case .sts: "STS"
        }
    }
}
