import BridgeCore

extension Duration {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("ms", 1), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ]

    /// Reads `5m`, `1h30m`, `20s`, `500ms`, `7d`: whole numbers, each with its unit, the larger ones first.
    init?(text: String) {
        var rest = Substring(text)
        var total: Int64 = 0
        var former = Int64.max
        repeat {
            guard let (length, unit) = Self.takePart(&rest), unit < former else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(length)
            guard !overflow else { return nil }
            (total, former) = (sum, unit)
        } while !rest.isEmpty
        self = .milliseconds(total)
    }

    private static func takePart(_ rest: inout Substring) -> (milliseconds: Int64, unit: Int64)? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let tail = rest.dropFirst(digits.count)
        guard let count = Int64(digits), let unit = units.first(where: { tail.hasPrefix($0.name) }) else { return nil }
        rest = tail.dropFirst(unit.name.count)
        let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
        return overflow ? nil : (product, unit.milliseconds)
    }

    /// The shortest way to write it: `1h30m`.
    var text: String {
        var rest = milliseconds
        var parts: [String] = []
        for unit in Self.units.sorted(by: { $0.milliseconds > $1.milliseconds }) where rest >= unit.milliseconds {
            parts.append("\(rest / unit.milliseconds)\(unit.name)")
            rest %= unit.milliseconds
        }
        return parts.isEmpty ? "0s" : parts.joined()
    }
}
