/// How many findings were open at a moment.
package struct TrendSample: Sendable, Equatable {
    /// Until then it was so, since the sample before: whatever changed, changed at one of these moments.
    package var at: Timestamp
    package var open: SeverityCounts

    package init(at: Timestamp, open: SeverityCounts) {
        (self.at, self.open) = (at, open)
    }
}

/// The open findings over time: every hour for thirty days, then every day for a year.
struct Trend: Sendable, Equatable {
    private static let hour: Duration = .seconds(3600)
    private static let hourly: Duration = .seconds(30 * 86_400)
    private static let daily: Duration = .seconds(365 * 86_400)
    /// More than samples of an hour and of a day can ever be: only a file that was tampered with holds so many.
    private static let maximum = 2000

    /// Oldest first.
    private(set) var samples: [TrendSample] = []

    /// Whether what holds until `now` is worth a sample. A clock that was set back makes it so, too: else a clock that
    /// was wrong once would end the trend.
    func isDue(at now: Timestamp) -> Bool {
        guard let last = samples.last?.at else { return true }
        return now - last >= Self.hour || last - now >= Self.hour
    }

    /// What lies in the future of the new sample came from a clock that was wrong. For the same reason age is told by
    /// the sample before: one moment far ahead must not make all the others old.
    mutating func append(_ sample: TrendSample) {
        while let last = samples.last, last.at >= sample.at { samples.removeLast() }
        if let last = samples.last?.at { thin(at: last) }
        samples.append(sample)
        if samples.count > Self.maximum { samples.removeFirst(samples.count - Self.maximum) }
    }

    private mutating func thin(at now: Timestamp) {
        let old = samples.prefix { now - $0.at > Self.hourly }
        guard let first = old.first, old.count > 1 || now - first.at > Self.daily else { return }
        let kept = old.indices.filter { index in
            let isLastOfDay = index + 1 == old.endIndex || samples[index + 1].day != samples[index].day
            return isLastOfDay && now - samples[index].at <= Self.daily
        }
        guard kept.count < old.count else { return }
        samples.replaceSubrange(old.indices, with: kept.map { samples[$0] })
    }
}

extension TrendSample {
    fileprivate var day: Int64 { at.seconds.floorDivided(by: 86_400) }
}

extension JSONWriter {
    mutating func members(of sample: TrendSample) {
        member("at", sample.at.description)
        member(
            "open", object: { open in Severity.allCases.forEach { open.member($0.rawValue, sample.open[$0]) } })
    }
}
