import BridgeCore
import Console
import Yams

/// Where the HTTP side listens, and for whom.
struct ListenConfiguration: Sendable, Equatable {
    var address: ListenAddress
    /// What others than this machine's own users must show.
    var token: Secret?
    var metrics: MetricsAccess = .token

    /// Who may read the metrics.
    enum MetricsAccess: String, Sendable, CaseIterable { case open, token }

    static let standard = ListenConfiguration(address: .standard)
}

extension Shape where Value == ListenConfiguration? {
    /// An address alone, `off`, or a mapping. YAML takes a plain `off` for a truth value, which is just as clear.
    static var listen: Shape {
        let mapping = Shape<ListenConfiguration>.listenMapping
        return Shape(
            placeholder: nil,
            schema: {
                let off = JSONValue.members(["const": .bool(false)])
                return .members([
                    "anyOf": .array([.members(["type": .string("string")]), off, mapping.schema()])
                ])
            }, show: { $0.map { .string($0.address.description) } }
        ) { node, path, reading in
            guard case .scalar = node else { return mapping.read(node, path, &reading) }
            guard let scalar = reading.scalar(node, path, "an address") else { return nil }
            if ["off", "false", "no"].contains(scalar.text.lowercased()) { return .some(nil) }
            guard let address = Shape<ListenAddress>.address.read(node, path, &reading) else { return nil }
            if !address.isLoopback {
                reading.report(ListenAddress.objection, at: node, path, hint: ListenAddress.hint)
            }
            return ListenConfiguration(address: address)
        }
    }
}

extension Shape where Value == ListenConfiguration {
    fileprivate static var listenMapping: Shape {
        mapping { section in
            let listen = ListenConfiguration(
                address: section.required("address", .address, "Where to listen: host:port"),
                token: section.optionalSecret(
                    "token", .token, "What must be shown by others than this machine's own users"),
                metrics: section.value(
                    "metrics", .word, default: .token, "Whether the metrics need the token, or are open to everybody"))
            if !listen.address.isLoopback, listen.token == nil, !section.has("token"), !section.has("token_file") {
                section.report(ListenAddress.objection, at: "address", hint: ListenAddress.hint)
            }
            return listen
        }
    }
}

extension Shape where Value == ListenAddress {
    fileprivate static var address: Shape {
        Shape(
            placeholder: .standard, schema: { .members(["type": .string("string"), "minLength": .number("1")]) }
        ) { node, path, reading in
            guard let scalar = reading.scalar(node, path, "an address") else { return nil }
            if let address = ListenAddress(scalar.text) { return address }
            reading.report("\(scalar.quoted) is not an address", at: node, path, hint: "host:port, or off")
            return nil
        }
    }
}

extension Shape where Value == Secret {
    fileprivate static var token: Shape {
        secret { text in
            let isToken = text.utf8.count >= 16 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            return isToken
                ? nil : ("is no safe token", "at least 16 characters without blanks, as from: openssl rand -base64 24")
        }
    }
}

extension ListenAddress {
    fileprivate var isLoopback: Bool { ConsoleSettings.isLoopback(host) }
    fileprivate static let objection = "can be reached by others, and must have a token"
    fileprivate static let hint =
        "listen: {address: HOST:PORT, token_file: /run/secrets/checkbridge-token}, or 127.0.0.1:PORT"
}
