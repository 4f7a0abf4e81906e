import BridgeCore

/// The open findings over time as an SVG: areas by severity, the worst at the bottom, where they are read best.
///
/// It carries no style of its own: the page's style sheet knows its classes.
struct TrendChart {
    private let steps: [Step]
    private let start: Timestamp
    private let end: Timestamp
    private let word: Wording

    /// So it was from `from` to the next step.
    private struct Step: Equatable {
        var from: Timestamp
        var open: SeverityCounts
    }

    /// What is drawn at most: the days of a month.
    private static let longest: Duration = .seconds(31 * 86_400)
    /// More steps than pixels would only make the page larger.
    private static let columns: Int64 = 160
    private static let width = 400.0
    private static let height = 128.0
    private static let left = 34.0
    private static let right = 398.0
    private static let top = 8.0
    private static let bottom = 106.0

    /// - Parameters:
    ///   - samples: oldest first; until its moment it was as each says, since the one before.
    ///   - open: how it is at `now`.
    /// - Returns: `nil` if there is no time to draw.
    init?(_ samples: [TrendSample], open: SeverityCounts, at now: Timestamp, _ word: Wording) {
        let past = samples.filter { $0.at < now }
        guard let first = past.first, let last = past.last else { return nil }
        start = max(first.at, Timestamp(milliseconds: now.milliseconds - Self.longest.milliseconds))
        end = now
        self.word = word
        let ends = past.dropFirst()
        let all = zip(past, ends).map { Step(from: $0.at, open: $1.open) } + [Step(from: last.at, open: open)]
        steps = Self.thinned(all, from: start, to: now)
    }

    /// Of the steps that would share a column, the one with the most stays; what repeats the one before goes.
    private static func thinned(_ steps: [Step], from start: Timestamp, to end: Timestamp) -> [Step] {
        let span = max(1, end.milliseconds - start.milliseconds)
        var kept: [(column: Int64, step: Step)] = []
        for var step in steps {
            step.from = max(step.from, start)
            let column = (step.from.milliseconds - start.milliseconds) * columns / span
            if let last = kept.last, last.column == column {
                if last.step.from == step.from || step.open.total >= last.step.open.total {
                    kept[kept.count - 1].step.open = step.open
                }
            } else if kept.last?.step.open != step.open {
                kept.append((column, step))
            }
        }
        return kept.map(\.step)
    }

    var svg: String {
        let lines = ticks.map { tick in
            #"<path class="grid" d="M\#(Self.left.shown) \#(y(tick).shown)H\#(Self.right.shown)"/>"#
                + #"<text x="\#((Self.left - 6).shown)" y="\#((y(tick) + 4).shown)" text-anchor="end">\#(tick)</text>"#
        }
        return
            #"<svg viewBox="0 0 \#(Self.width.shown) \#(Self.height.shown)" role="img" aria-labelledby="chart-name chart-text">"#
            + #"<title id="chart-name">\#(word("Open findings by severity", "按风险等级统计的未关闭风险"))</title>"#
            + #"<desc id="chart-text">\#(summary)</desc>"# + lines.joined() + areas.joined() + times.joined() + "</svg>"
    }

    /// The same in words, for who does not see it.
    private var summary: String {
        let first = steps.first?.open ?? SeverityCounts()
        let last = steps.last?.open ?? SeverityCounts()
        let changes = Severity.allCases.map { "\(word.severity($0)) \(first[$0]) → \(last[$0])" }
        return "\(start.inUTC) – \(end.inUTC): \(changes.joined(separator: ", "))"
    }

    // MARK: Areas

    private var areas: [String] {
        Severity.allCases.compactMap { severity in
            guard steps.contains(where: { $0.open[severity] > 0 }) else { return nil }
            return #"<path class="a-\#(severity.rawValue)" d="\#(outline(severity))"/>"#
        }
    }

    /// Along the top from left to right, and back along what is stacked below.
    private func outline(_ severity: Severity) -> String {
        let tops = edge { Self.stacked($0, through: severity) }
        let floors = edge { Self.stacked($0, through: severity) - $0[severity] }
        return "M" + (tops + floors.reversed()).map { "\($0.x.shown) \($0.y.shown)" }.joined(separator: "L") + "Z"
    }

    private func edge(_ count: (SeverityCounts) -> Int) -> [(x: Double, y: Double)] {
        let ends = steps.dropFirst().map(\.from) + [end]
        return zip(steps, ends).flatMap { step, until in
            let height = y(count(step.open))
            return [(x(step.from), height), (x(until), height)]
        }
    }

    private static func stacked(_ open: SeverityCounts, through severity: Severity) -> Int {
        Severity.allCases.prefix { $0 != severity }.reduce(open[severity]) { $0 + open[$1] }
    }

    // MARK: Axes

    private var highest: Int { max(1, steps.map(\.open.total).max() ?? 1) }

    /// From zero to no less than what is to be shown, in two or four even steps of round numbers.
    private var ticks: [Int] {
        var unit = 1
        while unit * 4 < highest {
            let digits = [2, 5, 10].map { $0 * Self.magnitude(of: unit) }
            unit = digits.first { $0 > unit } ?? unit * 2
        }
        let count = (highest + unit - 1) / unit
        return (0...count).map { $0 * unit }
    }

    private static func magnitude(of number: Int) -> Int {
        var magnitude = 1
        while magnitude * 10 <= number { magnitude *= 10 }
        return magnitude
    }

    private func y(_ count: Int) -> Double {
        Self.bottom - (Self.bottom - Self.top) * Double(count) / Double(ticks.last ?? 1)
    }

    private func x(_ moment: Timestamp) -> Double {
        let span = Double(max(1, end.milliseconds - start.milliseconds))
        return Self.left + (Self.right - Self.left) * Double(moment.milliseconds - start.milliseconds) / span
    }

    private var times: [String] {
        let isLong = end - start > .seconds(2 * 86_400)
        let text = { (moment: Timestamp) in
            let utc = moment.inUTC
            return isLong ? String(utc.dropFirst(5).prefix(5)) : String(utc.dropFirst(11).prefix(5))
        }
        let y = (Self.bottom + 16).shown
        let middle = start + .milliseconds((end.milliseconds - start.milliseconds) / 2)
        let unit = isLong ? "" : " UTC"
        return [
            #"<text x="\#(Self.left.shown)" y="\#(y)">\#(text(start))</text>"#,
            #"<text x="\#(((Self.left + Self.right) / 2).shown)" y="\#(y)" text-anchor="middle">\#(text(middle))</text>"#,
            #"<text x="\#(Self.right.shown)" y="\#(y)" text-anchor="end">\#(text(end))\#(unit)</text>"#,
        ]
    }
}

extension Double {
    /// With one digit behind the point at most.
    fileprivate var shown: String {
        let tenths = Int((self * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
