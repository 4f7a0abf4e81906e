import BridgeCore
import Yams

/// How a sink's requests are sent.
struct ConnectionConfiguration: Sendable, Equatable {
    var timeout: Duration = .seconds(15)
    var proxy: Secret?
    var headers: [Header] = []
    var tls = TLS()

    struct Header: Sendable, Equatable {
        var name: String
        var value: Secret
    }

    /// Paths of PEM files; `nil` is the system's.
    struct TLS: Sendable, Equatable {
        var caFile: String?
        var clientCertificateFile: String?
        var clientKeyFile: String?
    }
}

extension Section {
    /// The keys of every sink that sends requests.
    mutating func connection() -> ConnectionConfiguration {
        ConnectionConfiguration(
            timeout: value(
                "timeout", .duration(.milliseconds(100)...(.seconds(600))), default: .seconds(15), "For one request"),
            proxy: optionalSecret("proxy", .proxy, "The proxy to go through"),
            headers: value(
                "headers", .headers, default: [], "Headers to add; the value of X may be in the file X_file"),
            tls: value("tls", .tls, default: .init(), "Certificates, in PEM files"))
    }
}

extension Shape where Value == Secret {
    fileprivate static var proxy: Shape {
        url(
            URLRule(allowsHTTP: true, allowsPath: false, schemes: ["http", "https", "socks5", "socks5h"]))
    }
}

extension Shape where Value == ConnectionConfiguration.TLS {
    fileprivate static var tls: Shape {
        mapping { section in
            let ca = section.optional(
                "ca_file", .readablePath, "The authorities that the server's certificate is checked against")
            let certificate = section.optional("client_cert_file", .readablePath, "The certificate to show")
            let key = section.optional("client_key_file", .readablePath, "The key of that certificate")
            if key != nil, certificate == nil {
                section.report("needs client_cert_file", at: "client_key_file")
            }
            return ConnectionConfiguration.TLS(caFile: ca, clientCertificateFile: certificate, clientKeyFile: key)
        }
    }
}

extension Shape where Value == [ConnectionConfiguration.Header] {
    /// Header names cannot be listed, so this is no ``Shape/mapping(_:)``.
    fileprivate static var headers: Shape {
        Shape(
            placeholder: [],
            schema: {
                .members([
                    "type": .string("object"), "maxProperties": .number("50"),
                    "propertyNames": .members(["pattern": .string("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]),
                    "additionalProperties": .members(["type": .string("string"), "minLength": .number("1")]),
                ])
            }
        ) { node, path, reading in
            guard case .mapping(let mapping) = node else {
                reading.report("must be a mapping, but is \(node.kindName)", at: node, path)
                return nil
            }
            if mapping.count > 50 { reading.report("has more than 50 headers", at: node, path) }
            return mapping.prefix(50).compactMap { header($0.key, $0.value, path, &reading) }
        }
    }

    /// What the request says of itself.
    private static func isReserved(_ name: String) -> Bool {
        let reserved = ["host", "content-length", "transfer-encoding", "connection", "content-type"]
        return reserved.contains(name) || name.hasPrefix("webhook-") || name.hasPrefix("ce-")
    }

    private static func header(
        _ key: Node, _ value: Node, _ path: String, _ reading: inout Reading
    ) -> ConnectionConfiguration.Header? {
        let written = key.string ?? ""
        guard !written.isStandIn else { return nil }
        let isFile = written.hasSuffix("_file")
        let name = isFile ? String(written.dropLast(5)) : written
        guard name.wholeMatch(of: /[!#$%&'*+.^_`|~0-9A-Za-z\-]{1,100}/) != nil else {
            reading.report("is not the name of a header", at: key, path)
            return nil
        }
        if isReserved(name.lowercased()) { reading.report("cannot be set", at: key, "\(path).\(name)") }
        let shape: Shape<Secret> = isFile ? .file : .secret
        return shape.read(value, "\(path).\(written)", &reading).map { .init(name: name, value: $0) }
    }
}
