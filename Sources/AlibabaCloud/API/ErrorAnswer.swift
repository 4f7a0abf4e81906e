import BridgeCore

/// What an error answer says, in whichever of the vendor's forms.
struct ErrorAnswer: Sendable, Equatable {
    var code: String
    var message: String
    var requestID: String?
    /// The permission that was missing, where the vendor names it.
    var deniedAction: String?

    /// The code for an ACL check's task that the vendor does not know (any more).
    static let taskGone = "ErrorAclCheckNotExist"

    /// Error answers are small; what is larger is something else.
    private static let maximumBytes = 256 << 10

    /// Reads JSON with `Code` or `code`, or the XML of the older API; `nil` for anything else.
    init?(parsing body: [UInt8]) {
        guard body.count <= Self.maximumBytes else { return nil }
        if let json = try? JSONValue(parsing: body) { self.init(json: json) } else { self.init(xml: body) }
    }

    private init?(json: JSONValue) {
        guard let code = (json["Code"] ?? json["code"])?.text?.trimmed, !code.isEmpty else { return nil }
        self.code = code
        message = (json["Message"] ?? json["message"])?.text?.trimmed ?? ""
        requestID = (json["RequestId"] ?? json["requestId"])?.text?.trimmed
        deniedAction = json["AccessDeniedDetail"]?["AuthAction"]?.text?.trimmed
    }

    private init?(xml body: [UInt8]) {
        let text = String(decoding: body, as: UTF8.self)
        guard let code = Self.element("Code", in: text), !code.isEmpty else { return nil }
        self.code = code
        message = Self.element("Message", in: text) ?? ""
        requestID = Self.element("RequestId", in: text)
        deniedAction = Self.element("AuthAction", in: text)
    }

    private static func element(_ name: String, in text: String) -> String? {
        let parts = text.split(separator: "<\(name)>", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let content = parts[1].split(separator: "</\(name)>", maxSplits: 1, omittingEmptySubsequences: false)
        return content.count == 2 ? String(content[0]).trimmed : nil
    }
}
