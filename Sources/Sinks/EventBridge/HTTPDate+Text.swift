import BridgeCore

extension HTTPDate {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    static func text(_ moment: Timestamp) -> String {
        let parts = Timestamp(seconds: moment.seconds).description.split { "-T:Z.".contains($0) }.map(String.init)
        guard parts.count >= 6, let month = Int(parts[1]), months.indices.contains(month - 1) else { return "" }
        // 1970 began with a Thursday.
        let day = (moment.seconds / 86_400 % 7 + 11) % 7
        return
            "\(days[Int(day)]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3...5].joined(separator: ":")) GMT"
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
