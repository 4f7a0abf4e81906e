import BridgeCore

/// The dates of mails (RFC 5322, 3.3): `Sun, 01 Mar 2026 17:15:30 +0800`.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(of moment: Timestamp, in zone: ZoneRules) -> String {
        let minutes = zone.offset(at: moment) / 60
        let local = Timestamp(seconds: moment.seconds + Int64(minutes * 60))
        // yyyy-MM-ddTHH:mm:ssZ
        let parts = local.description.split { "-T".contains($0) }.map(String.init)
        guard parts.count == 4, let month = Int(parts[1]), let day = CivilDate(parts).map(weekday) else { return "" }
        return "\(day), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3].dropLast()) \(offset(minutes))"
    }

    /// 1970 began on a Thursday.
    private static func weekday(_ date: CivilDate) -> String {
        days[Int(((date.dayNumber % 7) + 7) % 7)]
    }

    private static func offset(_ minutes: Int) -> String {
        let size = abs(minutes)
        let digits = [size / 60, size % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
        return (minutes < 0 ? "-" : "+") + digits
    }
}

extension CivilDate {
    fileprivate init?(_ parts: [String]) {
        let numbers = parts.prefix(3).compactMap { Int64($0) }
        guard numbers.count == 3 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}
