import BridgeCore

/// A moment as templates show it: how long ago, and when exactly.
struct MomentView {
    /// For `datetime`.
    let machine: String
    /// `2026-01-02 03:04:05 UTC`
    let shown: String
    /// `01-02 03:04 UTC`
    let brief: String
    /// `3 d 4 h`
    let age: String
    /// `3 d 4 h ago`
    let ago: String
    /// `3 d ago`
    let coarseAgo: String

    init(_ moment: Timestamp, seenAt now: Timestamp, _ word: Wording) {
        machine = moment.description
        shown = moment.inUTC
        brief = "\(shown.dropFirst(5).prefix(11)) UTC"
        age = word.span(now - moment)
        ago = word.ago(now - moment)
        coarseAgo = word.ago(now - moment, coarsely: true)
    }
}

extension Timestamp {
    /// `2026-01-02 03:04:05 UTC`
    var inUTC: String { "\(description.prefix(10)) \(description.dropFirst(11).prefix(8)) UTC" }
}
