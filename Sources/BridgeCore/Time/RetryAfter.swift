/// The header `Retry-After` (RFC 9110, 10.2.3): whole seconds, or a date.
package enum RetryAfter {
    /// A service that asks for more is asked again after an hour all the same.
    package static let maximum = Duration.seconds(3600)

    /// - Returns: from zero to ``maximum``; `nil` if `value` is neither form.
    package static func duration(_ value: String, at now: Timestamp) -> Duration? {
        let text = value.trimmed
        if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return Int64(text).map { min(.seconds($0), maximum) } ?? maximum
        }
        return HTTPDate.timestamp(text).map { min(max($0 - now, .zero), maximum) }
    }
}
