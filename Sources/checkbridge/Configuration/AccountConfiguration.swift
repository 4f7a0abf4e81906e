/// One entry of `accounts:`.
struct AccountConfiguration: Sendable, Equatable {
    var name: String
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
            let name = section.required("name", .name(of: .account), "How events and sources call the account")
            let region = section.required("region", .region, "The account's region, as in cn-hangzhou")
            let qps = section.value("qps", .integer(1...100_000), default: 10, "Requests a second, for each API")
            let credentials = section.value("credentials", .credentials, default: .default, "How to sign in")
            let allowsHTTP = section.value("allow_http", .truth, default: false, "Endpoints may be http://")
            let endpoints = section.value(
                "endpoints", .endpoints(allowsHTTP: allowsHTTP), default: .init(),
                "Where the APIs are, if not where they always are")
            return AccountConfiguration(
                name: name, region: region, requestsPerSecond: qps, credentials: credentials, endpoints: endpoints)
        }
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
    fileprivate static var region: Shape {
        matching(
            "[a-z]{2,8}-[a-z0-9-]{1,40}", "a region", hint: "as in cn-hangzhou, ap-southeast-1")
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
