import BridgeCore

/// The one spelling of what narrows a request.
enum Fingerprint {
    /// `name=a,b`, values sorted, each once and escaped.
    static func member(_ name: String, _ values: [String]) -> String {
        "\(name)=\(Set(values).sorted().map(PercentEncoding.component).joined(separator: ","))"
    }
}
