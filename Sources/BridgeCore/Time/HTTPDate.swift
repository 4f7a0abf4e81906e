/// The dates of HTTP's headers (RFC 9110, 5.6.7) in the one form that is still sent: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    package static func timestamp(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT" || parts[5] == "UTC",
            let month = months.firstIndex(of: parts[2])
        else { return nil }
        let monthNumber = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        let day = parts[1].count == 1 ? "0" + parts[1] : parts[1]
        return Timestamp(rfc3339: "\(parts[3])-\(monthNumber)-\(day)T\(parts[4])Z")
    }
}
