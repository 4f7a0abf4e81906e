import BridgeCore
import HTTPTransport
import Sinks

extension SinkProbe {
    /// - Parameter now: what the certificate's end is compared with.
    func checks(at now: Timestamp) -> [Check] {
        [secretsCheck, urlCheck].compactMap { $0 } + connectionChecks(now) + [receptionCheck].compactMap { $0 }
    }

    private var receptionCheck: Check? {
        switch reception {
        case nil: nil
        case .success(let words): .ok(.login, nil, words)
        case .failure(let objection): .failed(.login, nil, objection.text, advice: objection.advice)
        }
    }

    private var secretsCheck: Check {
        guard let secrets else { return .ok(.secrets, nil, "readable") }
        return .failed(.secrets, nil, "\(secrets)", advice: secrets.advice)
    }

    private var urlCheck: Check? {
        guard secrets == nil else { return nil }
        guard let objection else { return .ok(.url, nil, "looks as it should") }
        return Check(
            name: .url, verdict: objection.isCertain ? .failed : .warning, message: objection.text,
            advice: objection.advice)
    }

    private func connectionChecks(_ now: Timestamp) -> [Check] {
        switch connection {
        case nil: [.skipped(.connection, nil, "where to connect to is not known")]
        case .failure(let error): [.failed(.connection, nil, "\(error)", advice: advice ?? error.advice(hasProxy))]
        case .success(let report): [report.check(hasProxy)] + [report.certificateCheck(now)].compactMap { $0 }
        }
    }
}

extension SecretError {
    fileprivate var advice: String {
        switch self {
        case .unreadable: "The file must be there, and readable by the user that checkbridge runs as."
        case .tooLarge, .empty, .malformed: "Put the right value there."
        }
    }
}

extension ConnectionReport {
    fileprivate func check(_ hasProxy: Bool) -> Check {
        let way = isTunnelled || hasProxy ? " through a proxy" : ""
        let tls = certificateEnd == nil ? "" : " with TLS"
        return .ok(
            .connection, nil, "connected\(tls) to \(address)\(way) in \(duration.milliseconds) ms; nothing was sent",
            facts: [.text("address", address), .count("milliseconds", duration.milliseconds)])
    }

    fileprivate func certificateCheck(_ now: Timestamp) -> Check? {
        guard let certificateEnd else { return nil }
        let days = (certificateEnd - now.seconds) / 86_400
        let facts = [JSONMember.count("days_left", days)]
        return days >= 14
            ? .ok(.certificate, nil, "good for \(days) more days", facts: facts)
            : .warning(
                .certificate, nil, "ends in \(days) days", advice: "Whoever runs that server must renew it.",
                facts: facts)
    }
}

extension HTTPTransportError {
    fileprivate func advice(_ hasProxy: Bool) -> String {
        switch self {
        case .refused(let refusal): refusal.advice
        case .resolve: "Check the host in url\(hasProxy ? ", the proxy" : "") and this machine's DNS."
        case .tls:
            "Check tls.ca_file and the client's certificate of this sink, this machine's certificate authorities and "
                + "clock, and proxies on the way that open TLS."
        case .invalidRequest: "Check url\(hasProxy ? " and proxy" : "") of this sink."
        default:
            "Check the host and port in url\(hasProxy ? ", the proxy" : ""), firewalls on the way, and http_proxy "
                + "and its kin in the environment."
        }
    }
}
