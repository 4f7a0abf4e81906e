import AlibabaCloud
import BridgeCore

/// How an account signs in, as the configuration says it.
indirect enum CredentialsSpec: Sendable, Equatable {
    /// What holds if nothing is said: the vendor's default chain.
    case `default`
    /// The environment's access key alone.
    case environment
    /// An access key; with a token it is a temporary one.
    case accessKey(id: Secret, secret: Secret, securityToken: Secret?)
    case role(Role, source: CredentialsSpec)
    case oidc(Role, providerARN: String, tokenFile: String)
    /// A profile of the vendor's files; `nil` is the current one.
    case profile(String?)
    /// The role of the ECS instance; `nil` asks which one it has.
    case instanceRole(String?)
    /// A URL that hands out temporary credentials.
    case uri(Secret)

    /// A RAM role to assume.
    struct Role: Sendable, Equatable {
        var arn: String
        var sessionName: String?
        var externalID: Secret?
        /// A policy document that narrows what the role may do.
        var policy: String?
        var duration: Duration
    }
}

extension Shape where Value == CredentialsSpec {
    /// The schema only refers to them by name: a role's source is credentials again.
    static var credentials: Shape { source(of: 0) }

    /// What the name stands for.
    static var anyCredentials: Shape { spec(roles: 0) }

    /// - Parameter roles: how many roles are assumed with these credentials, one with the other.
    fileprivate static func source(of roles: Int) -> Shape { spec(roles: roles).named("credentials") }

    private static func spec(roles: Int) -> Shape {
        let word = Shape<String>.word(["default", "environment"], isConfidential: true)
        return either(
            Shape(placeholder: .default, schema: word.schema) { node, path, reading in
                word.read(node, path, &reading).map { $0 == "default" ? .default : .environment }
            }, or: mapping { $0.chooseByKey(among: forms(roles: roles)) ?? .default })
    }

    private static func forms(roles: Int) -> [Form<CredentialsSpec>] {
        [
            .init(word: "access_key_id") { section in
                .accessKey(
                    id: section.requiredSecret("access_key_id", .secret, "The id of an access key"),
                    secret: section.requiredSecret("access_key_secret", .secret, "The secret of the access key"),
                    securityToken: section.optionalSecret(
                        "security_token", .secret, "The token of temporary credentials"))
            },
            .init(word: "role_arn") { $0.assumedRole(around: roles) },
            .init(word: "oidc") { $0.required("oidc", .oidc, "A role assumed with an OIDC token, as in RRSA") },
            .init(word: "profile") {
                .profile(
                    $0.required(
                        "profile", .nullableText,
                        "A profile of ~/.aliyun/config.json or ~/.alibabacloud/credentials; null is the current one"))
            },
            .init(word: "ecs_ram_role") {
                .instanceRole(
                    $0.required("ecs_ram_role", .nullableText, "The instance's RAM role; null asks which one it has"))
            },
            .init(word: "uri") {
                .uri($0.requiredSecret("uri", .url(URLRule(allowsHTTP: true)), "A URL that hands out credentials"))
            },
        ]
    }

    private static var oidc: Shape {
        mapping { section in
            let role = section.role()
            let provider = section.required("provider_arn", .providerARN, "The ARN of the identity provider")
            let file = section.required(
                "token_file", .readablePath, "The file with the OIDC token, read before each use")
            return .oidc(role, providerARN: provider, tokenFile: file)
        }
    }
}

extension Section {
    /// - Parameter roles: how many roles it is the source of. Their number is bounded, for each costs a call.
    fileprivate mutating func assumedRole(around roles: Int) -> CredentialsSpec {
        if roles >= RAMRole.longestChain {
            report("is one role too many", at: "role_arn", hint: "at most \(RAMRole.longestChain) in a chain")
        }
        let role = role()
        let source = value("source", .source(of: roles + 1), default: .default, "What to assume the role with")
        return .role(role, source: source)
    }

    fileprivate mutating func role() -> CredentialsSpec.Role {
        CredentialsSpec.Role(
            arn: required("role_arn", .roleARN, "The ARN of the role, as in acs:ram::123456789012:role/checkbridge"),
            sessionName: optional("session_name", .sessionName, "The name of the session, as the audit log shows it"),
            externalID: optionalSecret("external_id", .secret, "The external id that the role asks for"),
            policy: optional("policy", .text, "A policy document that narrows the role"),
            duration: value(
                "duration", .duration(.seconds(900)...(.seconds(43_200))), default: .seconds(3600),
                "How long a session lasts"))
    }
}

extension Shape where Value == String {
    fileprivate static var roleARN: Shape {
        matching(
            "acs:ram::[0-9]+:role/[^\\s/]+", "the ARN of a role", hint: "as in acs:ram::123456789012:role/checkbridge")
    }
    fileprivate static var providerARN: Shape {
        matching(
            "acs:ram::[0-9]+:oidc-provider/[^\\s/]+", "the ARN of an OIDC provider",
            hint: "as in acs:ram::123456789012:oidc-provider/ack")
    }
    fileprivate static var sessionName: Shape {
        matching(
            "[A-Za-z0-9.@_-]{2,64}", "a session name", hint: "2 to 64 letters, digits and . @ - _")
    }
}

extension Shape where Value == String? {
    /// A text, or null.
    fileprivate static var nullableText: Shape {
        Shape(
            placeholder: nil, schema: { .members(["type": .array([.string("string"), .string("null")])]) }
        ) { node, path, reading in
            if node.kindName == "nothing" { return .some(nil) }
            return Shape<String>.text.read(node, path, &reading).map(Optional.some)
        }
    }
}
