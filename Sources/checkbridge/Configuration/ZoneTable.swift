import BridgeCore
import Foundation

/// How far a place's clocks are from UTC, and since when: plain values for code that knows no time zones.
struct ZoneTable: Sendable, Equatable {
    /// The IANA name, as in `Asia/Shanghai`.
    var name: String
    /// In order of time; the first one holds before its moment too.
    var periods: [Period]

    struct Period: Sendable, Equatable {
        var from: Timestamp
        /// Seconds east of UTC.
        var offset: Int
        /// As in `CST` or `GMT+8`.
        var abbreviation: String
    }

    /// From 1990, before anything that the vendor tells of, to 2100.
    static let span = Timestamp(seconds: 631_152_000)...Timestamp(seconds: 4_102_444_800)

    /// `nil` if there is no time zone of that name.
    init?(name: String) {
        guard name.contains("/") || name == "UTC", let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        periods = []
        var moment: Timestamp? = Self.span.lowerBound
        while let start = moment, start <= Self.span.upperBound, periods.count < 1000 {
            let date = Date(timeIntervalSince1970: Double(start.seconds))
            periods.append(
                Period(
                    from: start, offset: zone.secondsFromGMT(for: date),
                    abbreviation: zone.abbreviation(for: date) ?? name))
            moment = zone.nextDaylightSavingTimeTransition(after: date).map {
                Timestamp(seconds: Int64($0.timeIntervalSince1970))
            }
        }
    }
}

extension Shape where Value == ZoneTable {
    static var zone: Shape {
        Shape(
            placeholder: ZoneTable(), schema: Shape<String>.text.schema
        ) { node, path, reading in
            guard let scalar = reading.text(node, path, "a time zone") else { return nil }
            if let zone = ZoneTable(name: scalar.text) { return zone }
            let near = scalar.text.nearest(of: TimeZone.knownTimeZoneIdentifiers)
            let hint = near.map { "did you mean \"\($0)\"?" } ?? "a name of the IANA database, as in Asia/Shanghai"
            reading.report("\(scalar.quoted) is not a time zone", at: node, path, hint: hint)
            return nil
        }
    }
}

extension ZoneTable {
    /// UTC.
    init() {
        self.init(name: "UTC", periods: [Period(from: Self.span.lowerBound, offset: 0, abbreviation: "UTC")])
    }

    private init(name: String, periods: [Period]) {
        (self.name, self.periods) = (name, periods)
    }
}
