import Glibc

/// Where the system keeps the authorities it trusts. A libcurl built on one distribution looks in the wrong place on another, so this is asked for, not assumed.
package enum CertificateBundle {
    private static let candidates = [
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Alpine with ca-certificates
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL, Fedora
        "/etc/pki/tls/certs/ca-bundle.crt",  // older RHEL
        "/etc/ssl/ca-bundle.pem",  // openSUSE
        "/etc/ssl/cert.pem",  // Alpine without the package, macOS
    ]

    /// `named` (the value of `SSL_CERT_FILE`) if given, even where it does not exist: a wrong setting must fail, not be passed over.
    /// Else the first usual place that can be read; nil: none.
    package static func path(
        named: String?,
        isReadable: (String) -> Bool = { access($0, R_OK) == 0 }
    ) -> String? {
        if let named, !named.isEmpty { return named }
        return candidates.first(where: isReadable)
    }

    /// As `path`, with the environment's `SSL_CERT_FILE`.
    package static func system() -> String? {
        path(named: getenv("SSL_CERT_FILE").map { String(cString: $0) })
    }
}
