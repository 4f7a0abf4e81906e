import BridgeCore

/// One entry of `accounts:`.
struct AccountConfiguration: Sendable, Equatable {
    var name: String
    /// The vendor's number of the account, where it is known beforehand.
    var id: String?
    /// As in `cn-hangzhou`.
    var region: String
    /// Requests a second, for each API.
    var requestsPerSecond: Int
    var credentials: CredentialsSpec
    var endpoints: Endpoints

    /// Hosts or URLs to ask instead of the vendor's own.
    struct Endpoints: Sendable, Equatable {
        var securityCenter: String?
        var cloudFirewall: String?
        var sts: String?
        /// Of the ECS instance; plain HTTP is normal there.
        var metadata: String?
    }
}

extension Shape where Value == AccountConfiguration {
    static var account: Shape {
        mapping { section in
            let rows = ["each", "each_file"]
            let name = section.required(
                "name", .name(of: .account), "How events and sources call the account", unless: rows)
            let id = section.optional("id", .vendorID, "The vendor's number of the account, as in 1234567890123456")
            let region = section.required("region", .region, "The account's region, as in cn-hangzhou", unless: rows)
            let qps = section.value("qps", .integer(1...100_000), default: 10, "Requests a second, for each API")
            let credentials = section.value("credentials", .credentials, default: .default, "How to sign in")
            let allowsHTTP = section.value("allow_http", .truth, default: false, "Endpoints may be http://")
            let endpoints = section.value(
                "endpoints", .endpoints(allowsHTTP: allowsHTTP), default: .init(),
                "Where the APIs are, if not where they always are")
            section.describeRows()
            return AccountConfiguration(
                name: name, id: id, region: region, requestsPerSecond: qps, credentials: credentials,
                endpoints: endpoints)
        }
    }
}

extension Section {
    /// For the schema: entries that have these keys are taken apart before they get here, see ``AccountFan``.
    fileprivate mutating func describeRows() {
        let rows = Shape<[String]>(
            placeholder: [],
            schema: {
                let text = JSONValue.members(["type": .array(["string", "number", "boolean"].map(JSONValue.string))])
                let row = JSONValue.members([
                    "type": .string("object"), "additionalProperties": text, "minProperties": .number("1"),
                ])
                return .members([
                    "type": .string("array"), "items": row, "minItems": .number("1"),
                    "maxItems": .number("\(Configuration.maximumAccounts)"),
                ])
            }, read: { _, _, _ in nil })
        _ = optional("each", rows, "Many accounts: of each its name, id and whatever else {placeholders} ask for")
        _ = optional("each_file", .path, "The same in a file: .csv with headings, or .yaml or .json with a list")
        exclude(["each", "each_file"], required: false)
    }
}

extension Shape where Value == AccountConfiguration.Endpoints {
    static func endpoints(allowsHTTP: Bool) -> Shape {
        mapping { section in
            let allowsHTTP = section.value("allow_http", .truth, default: allowsHTTP, "The endpoints may be http://")
            let shape = Shape<String>.endpoint(URLRule(allowsHTTP: allowsHTTP, allowsBareHost: true, allowsPath: false))
            let open = Shape<String>.endpoint(URLRule(allowsHTTP: true, allowsPath: false))
            return AccountConfiguration.Endpoints(
                securityCenter: section.optional("security_center", shape, "Security Center, as in tds.aliyuncs.com"),
                cloudFirewall: section.optional("cloud_firewall", shape, "Cloud Firewall, as in cloudfw.aliyuncs.com"),
                sts: section.optional("sts", shape, "Security Token Service, as in sts.aliyuncs.com"),
                metadata: section.optional("metadata", open, "The ECS instance's metadata service; http:// is normal"))
        }
    }
}

extension Shape where Value == String {
    static var region: Shape {
        matching(.region, "a region", hint: "as in cn-hangzhou, ap-southeast-1")
    }

    /// People write digits without quotes.
    static var vendorID: Shape {
        Shape(
            placeholder: "", schema: identifier.schema
        ) { node, path, reading in
            guard let scalar = reading.scalar(node, path, "an account's number") else { return nil }
            if TextRule.vendorID.admits(scalar.text) { return scalar.text }
            reading.report(
                "\(scalar.quoted) is not an account's number", at: node, path, hint: "digits, as in 1234567890123456")
            return nil
        }
    }

    fileprivate static func endpoint(_ rule: URLRule) -> Shape {
        Shape(placeholder: "", schema: text.schema) { node, path, reading in
            guard let scalar = reading.text(node, path, "a host or a URL") else { return nil }
            guard let (message, hint) = rule.objection(to: scalar.text) else { return scalar.text }
            reading.report(message, at: node, path, hint: hint)
            return nil
        }
    }
}

extension TextRule {
    fileprivate static let region = TextRule("[a-z]{2,8}-[a-z0-9-]{1,40}")
    fileprivate static let vendorID = TextRule("[0-9]{4,20}")
}
