extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC without a fraction: `2026-01-02T03:04:05Z`.
    package var description: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends ``description`` without making a text of it.
    func write(to bytes: inout [UInt8]) {
        let day = seconds.floorDivided(by: 86_400)
        let second = seconds - day * 86_400
        CivilDate(day: day).write(to: &bytes)
        for (mark, number) in [("T", second / 3600), (":", second / 60 % 60), (":", second % 60)]
            as [(Unicode.Scalar, Int64)]
        {
            bytes.append(UInt8(ascii: mark))
            bytes.append(number, digits: 2)
        }
        bytes.append(UInt8(ascii: "Z"))
    }

    /// Reads `yyyy-MM-ddTHH:mm:ssZ`; `nil` for anything else.
    package init?(rfc3339 text: String) {
        let fields = text.utf8.split(maxSplits: 6, omittingEmptySubsequences: false) {
            !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        let numbers = fields.compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
        guard text.utf8.count == 20, numbers.count == 6, text.hasSuffix("Z") else { return nil }
        let day = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]).dayNumber
        self.init(seconds: day * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5])
        guard description == text else { return nil }
    }
}

/// A day of the Gregorian calendar, after Howard Hinnant's `days_from_civil`.
package struct CivilDate: Sendable, Hashable, CustomStringConvertible {
    package var year: Int64
    package var month: Int64
    package var day: Int64

    package init(year: Int64, month: Int64, day: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The date that many days after 1970-01-01.
    package init(day number: Int64) {
        // Years begin in March here, so that the leap day comes last.
        let shifted = number + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    package var dayNumber: Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    package var description: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    fileprivate func write(to bytes: inout [UInt8]) {
        bytes.append(year, digits: 4)
        for number in [month, day] {
            bytes.append(UInt8(ascii: "-"))
            bytes.append(number, digits: 2)
        }
    }
}

extension [UInt8] {
    /// Appends a number in decimal with zeros before it, so that it takes so many digits at least.
    fileprivate mutating func append(_ number: Int64, digits: Int) {
        guard number >= 0 else { return append(contentsOf: String(number).utf8) }
        if digits > 1 || number > 9 { append(number / 10, digits: digits - 1) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
