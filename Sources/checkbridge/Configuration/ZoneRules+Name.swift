import BridgeCore
import Foundation

extension ZoneRules {
    /// From 1990, before anything that the vendor tells of, to 2100.
    private static let span = Timestamp(seconds: 631_152_000)...Timestamp(seconds: 4_102_444_800)

    /// The rules of a zone of the IANA database, as in `Asia/Shanghai`; `nil` if there is none of that name.
    init?(named name: String) {
        guard name.contains("/") || name == "UTC", let zone = TimeZone(identifier: name) else { return nil }
        self.init(
            name: name, initialOffset: zone.offset(at: Self.span.lowerBound), changes: zone.changes(in: Self.span))
    }
}

extension TimeZone {
    fileprivate func offset(at moment: Timestamp) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
    }

    fileprivate func changes(in span: ClosedRange<Timestamp>) -> [ZoneRules.Change] {
        var changes: [ZoneRules.Change] = []
        var moment = span.lowerBound
        while changes.count < 1000, let next = change(after: moment), next <= span.upperBound {
            changes.append(.init(start: next, offset: offset(at: next)))
            moment = next
        }
        return changes
    }

    private func change(after moment: Timestamp) -> Timestamp? {
        nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: Double(moment.seconds))).map {
            Timestamp(seconds: Int64($0.timeIntervalSince1970))
        }
    }
}

extension Shape where Value == ZoneRules {
    static var zone: Shape {
        Shape(
            placeholder: .utc, schema: Shape<String>.text.schema
        ) { node, path, reading in
            guard let scalar = reading.text(node, path, "a time zone") else { return nil }
            if let zone = ZoneRules(named: scalar.text) { return zone }
            let near = scalar.text.nearest(of: TimeZone.knownTimeZoneIdentifiers)
            let hint = near.map { "did you mean \"\($0)\"?" } ?? "a name of the IANA database, as in Asia/Shanghai"
            reading.report("\(scalar.quoted) is not a time zone", at: node, path, hint: hint)
            return nil
        }
    }
}
