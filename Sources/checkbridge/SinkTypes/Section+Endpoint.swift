import BridgeCore

extension Section {
    /// Where a service of Alibaba Cloud is: under `url`, or put together of two other keys.
    /// - Parameter address: made of those keys; `nil` unless both are there.
    mutating func endpoint(
        _ url: Shape<Secret>, _ help: String, or keys: [String], _ address: String?
    ) -> Secret {
        let given = optionalSecret("url", url, help)
        let hasURL = has("url") || has("url_file")
        for key in keys where hasURL && has(key) {
            report("cannot be combined with \"url\"", at: key, hint: "give only one of them")
        }
        if !hasURL, !keys.allSatisfy(has) {
            report("the key is missing", at: "url", hint: "\(help); or \(keys.joined(separator: " and "))")
        }
        return given ?? .literal(address ?? "")
    }
}
