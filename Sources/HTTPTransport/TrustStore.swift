import CCurl
import Glibc

/// The authorities that a server's certificate is checked against, unless a request names its own (`HTTPOptions.caFile`).
package struct TrustStore: Sendable, Equatable {
    /// PEM file, or folder, where libcurl looks; `nil`: it does not know of any.
    package var path: String?

    package init(path: String?) {
        self.path = path
    }

    /// The one that ``CurlTransport`` uses if nothing else is said: the system's, else what libcurl was built with.
    package static func system() -> TrustStore {
        TrustStore(
            path: CertificateBundle.system() ?? builtIn(ccurl_built_in_ca_file()) ?? builtIn(ccurl_built_in_ca_folder())
        )
    }

    /// What was seen of a file or folder.
    package enum Sight: Sendable {
        case authorities, nothing
        case unreadable(why: String)
    }

    /// Why no server can be verified; `nil` if there are authorities.
    package func problem(_ look: (String) -> Sight = Self.look) -> String? {
        guard let path else { return "there is no bundle of certificate authorities in any of the usual places" }
        return switch look(path) {
        case .authorities: nil
        case .nothing: "no certificate authority is in \(path)"
        case .unreadable(let why): "the certificate authorities in \(path) cannot be read: \(why)"
        }
    }

    private static func builtIn(_ text: UnsafePointer<CChar>?) -> String? {
        text.map { String(cString: $0) }
    }
}

extension TrustStore {
    /// Looks at the disk. Only the beginning of a file is read: libcurl itself finds out whether it is right to the end.
    package static func look(_ path: String) -> Sight {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .unreadable(why: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(descriptor, &bytes, bytes.count)
        // A folder, whose files libcurl looks up by their hash.
        if count < 0, errno == EISDIR { return .authorities }
        guard count >= 0 else { return .unreadable(why: String(cString: strerror(errno))) }
        return String(decoding: bytes.prefix(count), as: UTF8.self).contains("CERTIFICATE-----")
            ? .authorities : .nothing
    }
}
