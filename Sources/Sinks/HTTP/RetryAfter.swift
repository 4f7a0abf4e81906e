import BridgeCore

/// The header `Retry-After` (RFC 9110, 10.2.3): whole seconds, or a date.
enum RetryAfter {
    /// A receiver that asks for more is asked again after an hour all the same.
    static let maximum = Duration.seconds(3600)

    /// - Returns: from zero to ``maximum``; `nil` if `value` is neither form.
    static func duration(_ value: String, at now: Timestamp) -> Duration? {
        let text = value.trimmingBlanks
        if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return Int64(text).map { min(.seconds($0), maximum) } ?? maximum
        }
        return HTTPDate.timestamp(text).map { min(max($0 - now, .zero), maximum) }
    }
}

/// The date form of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT`. The two obsolete forms are not read.
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func timestamp(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT" || parts[5] == "UTC",
            let month = months.firstIndex(of: parts[2])
        else { return nil }
        let monthNumber = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        let day = parts[1].count == 1 ? "0" + parts[1] : parts[1]
        return Timestamp(rfc3339: "\(parts[3])-\(monthNumber)-\(day)T\(parts[4])Z")
    }
}
