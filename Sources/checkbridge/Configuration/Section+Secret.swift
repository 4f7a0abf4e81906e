import BridgeCore

extension Shape where Value == Secret {
    /// - Parameter objection: what is wrong with a value, without the value.
    static func secret(_ objection: @escaping @Sendable (String) -> (message: String, hint: String?)?) -> Shape {
        Shape(
            placeholder: .literal(""),
            schema: { .members(["type": .string("string"), "minLength": .number("1")]) }
        ) { node, path, reading in
            guard let scalar = reading.text(node, path) else { return nil }
            let found = scalar.text.trimmed.isEmpty ? ("must not be empty", nil) : objection(scalar.text)
            guard let (message, hint) = found else { return .literal(scalar.text) }
            reading.report(message, at: node, path, hint: hint)
            return nil
        }
    }

    static var secret: Shape {
        secret { text in
            text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
                ? ("must not have control characters", nil) : nil
        }
    }

    /// A secret in a file; that the file can be read is not asked here, it may be mounted later.
    static var file: Shape {
        Shape<String>.readablePath.map(Secret.file)
    }
}

extension Shape where Value == String {
    /// A file that must be there when it is needed; ``Configuration/unreadableFiles()`` looks.
    static var readablePath: Shape {
        Shape(placeholder: "", schema: path.schema) { node, key, reading in
            let target = path.read(node, key, &reading)
            if let target { reading.files.append(.init(target: target, place: node.place, path: key)) }
            return target
        }
    }

    /// Where a file is. A relative path is relative to the working directory.
    static var path: Shape {
        text("a path", pattern: nil) { $0.contains("\0") ? "must not have control characters" : nil }
    }
}

extension Section {
    /// A secret under `name`, or in the file named under `<name>_file`.
    mutating func requiredSecret(_ name: String, _ shape: Shape<Secret>, _ help: String) -> Secret {
        secret(name, shape, help, required: true) ?? shape.placeholder()
    }

    mutating func optionalSecret(_ name: String, _ shape: Shape<Secret>, _ help: String) -> Secret? {
        secret(name, shape, help, required: false)
    }

    private mutating func secret(
        _ name: String, _ shape: Shape<Secret>, _ help: String, required: Bool
    ) -> Secret? {
        let literal = optional(name, shape, help)
        let file = optional(name + "_file", .file, "\(help), in a file that is read whenever it is needed")
        exclude([name, name + "_file"], required: required, help)
        return literal ?? file
    }
}

extension Shape where Value == Secret {
    static func url(_ rule: URLRule) -> Shape {
        secret { rule.objection(to: $0) }
    }
}
