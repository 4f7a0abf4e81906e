import BridgeCore

/// What browsers send.
extension ConsoleRequest {
    /// Whether it comes from somebody who wants to see a page.
    var wantsPage: Bool { headers["accept"]?.contains("text/html") ?? false }

    /// The value of that cookie; the first counts where there are several.
    func cookie(_ name: String) -> String? {
        (headers["cookie"] ?? "").split(separator: ";").lazy.compactMap { pair -> String? in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, sides[0].drop(while: { $0 == " " }) == name else { return nil }
            return String(sides[1])
        }.first
    }

    /// The fields of a form that was sent, in their order.
    var form: [(name: String, value: String)] {
        guard headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") ?? false else { return [] }
        return Self.pairs(of: String(decoding: body, as: UTF8.self)[...])
    }

    func field(_ name: String) -> String? { form.last { $0.name == name }?.value }
}
