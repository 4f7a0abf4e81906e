/// A time zone as a value: its name, and which offset from UTC holds from when on.
package struct ZoneRules: Sendable, Hashable {
    /// The name that is printed behind every time, e.g. `Asia/Shanghai`.
    package var name: String
    /// In the order of time.
    private var changes: [Change]
    /// What holds before the first change, in seconds east of UTC.
    private var initialOffset: Int

    /// From `start` on, clocks show `offset` seconds more than UTC.
    package struct Change: Sendable, Hashable {
        package var start: Timestamp
        package var offset: Int

        package init(start: Timestamp, offset: Int) {
            self.start = start
            self.offset = offset
        }
    }

    package init(name: String, initialOffset: Int, changes: [Change] = []) {
        self.name = name
        self.initialOffset = initialOffset
        self.changes = changes.sorted { $0.start < $1.start }
    }

    package static let utc = ZoneRules(name: "UTC", initialOffset: 0)

    /// Seconds east of UTC at `moment`.
    package func offset(at moment: Timestamp) -> Int {
        changes.last { $0.start <= moment }?.offset ?? initialOffset
    }

    /// `2026-01-02 11:04:05 Asia/Shanghai`
    package func text(of moment: Timestamp) -> String {
        let local = Timestamp(seconds: moment.seconds + Int64(offset(at: moment))).description
        return "\(local.prefix(10)) \(local.dropFirst(11).prefix(8)) \(name)"
    }
}
