import AlibabaCloud
import BridgeCore
import HTTPTransport

extension Configuration {
    /// Who is asked over https and has no authorities of its own, as in `account prod`, `sink siem`.
    var needingAuthorities: [String] {
        accounts.filter { $0.asksOverTLS(in: sources) }.map { "account \($0.name)" }
            + sinks.filter(\.needsAuthorities).map { "sink \($0.name)" }
            + (heartbeat?.url.mayBeTLS == true ? ["heartbeat"] : [])
    }
}

extension AccountConfiguration {
    fileprivate func asksOverTLS(in sources: [SourceConfiguration]) -> Bool {
        let products = Set(sources.filter { $0.account == name }.flatMap(\.actions).map(\.product))
        return products.contains { endpoints[$0]?.isPlainHTTP != true }
    }
}

extension AccountConfiguration.Endpoints {
    fileprivate subscript(product: Product) -> String? {
        switch product {
        case .securityCenter: securityCenter
        case .cloudFirewall: cloudFirewall
        case .sts: sts
        }
    }
}

extension SinkConfiguration {
    fileprivate var needsAuthorities: Bool { connection.tls.caFile == nil && settings.url.mayBeTLS }
}

extension Secret {
    /// What is in a file is not known before it is needed, and may change.
    fileprivate var mayBeTLS: Bool {
        switch self {
        case .literal(let url): !url.isEmpty && !url.isPlainHTTP
        case .file: true
        }
    }
}

extension String {
    fileprivate var isPlainHTTP: Bool { lowercased().hasPrefix("http://") }
}

extension [String] {
    /// Hundreds of accounts are no help to whoever reads a line.
    var firstFew: String {
        prefix(3).joined(separator: ", ") + (count > 3 ? " and \(count - 3) more" : "")
    }
}

extension TrustStore {
    /// What to do about its ``problem(_:)``.
    static let advice = "Install ca-certificates, or name a PEM file with SSL_CERT_FILE."
}
