import BridgeCore

/// One section of the older file of profiles. It prints as `<redacted>`.
struct INISection: Sendable {
    private var values: [String: String] = [:]

    /// What is wrong with a section; it names keys, never values.
    struct Fault: Error, Sendable, CustomStringConvertible {
        let description: String
    }

    /// Section names are as they are written, keys in lower case; `#` begins a comment anywhere, as in the vendor's SDK.
    static func all(in text: String) -> [String: INISection] {
        var sections: [String: INISection] = [:]
        var name: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let line = String(line.prefix { $0 != "#" }).trimmed
            if line.hasPrefix(";") || line.isEmpty { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                name = String(line.dropFirst().dropLast()).trimmed
            } else if let name, let split = line.firstIndex(where: { $0 == "=" || $0 == ":" }) {
                let key = String(line[..<split]).trimmed.lowercased()
                sections[name, default: INISection()].values[key] = String(line[line.index(after: split)...]).trimmed
            }
        }
        return sections
    }

    /// A value; `nil` if there is nothing in it.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func plan() throws(Fault) -> CredentialsPlan {
        switch self["type"] {
        case "access_key": try accessKey()
        case "ram_role_arn": .role(try role(), source: try accessKey())
        case "oidc_role_arn":
            .oidc(
                try role(), providerARN: try required("oidc_provider_arn"),
                tokenFile: try required("oidc_token_file_path"))
        case "ecs_ram_role": .instanceRole(self["role_name"])
        default: throw Fault(description: "its type is none of access_key, ram_role_arn, oidc_role_arn, ecs_ram_role")
        }
    }

    private func required(_ name: String) throws(Fault) -> String {
        guard let value = self[name] else { throw Fault(description: "it has no \(name)") }
        return value
    }

    private func accessKey() throws(Fault) -> CredentialsPlan {
        .accessKey(
            id: .literal(try required("access_key_id")), secret: .literal(try required("access_key_secret")),
            securityToken: nil)
    }

    private func role() throws(Fault) -> RAMRole {
        RAMRole(arn: try required("role_arn"), sessionName: self["role_session_name"], policy: self["policy"])
    }
}

extension INISection: CustomStringConvertible, CustomReflectable {
    var description: String { "INISection(<redacted>)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
