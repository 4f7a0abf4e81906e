/// A request's page of a list, and what a fault does to it.
struct Page: Sendable, Equatable {
    /// Bounds an answer. The vendor's own maximum is not documented.
    static let maximumSize = 1000

    /// From 1.
    var number: Int
    private(set) var size: Int
    var quirk: Quirk = .none

    /// How a list misbehaves, as the vendor's do or might.
    enum Quirk: Sendable, Equatable {
        case none
        /// `TotalCount` differs by this from what is there.
        case total(off: Int)
        /// The server gives pages no larger than this, whatever was asked for.
        case clamped(Int)
        /// Past the end the last page comes again instead of an empty one.
        case repeatsLast
    }

    init(number: Int, size: Int, quirk: Quirk = .none) {
        self.number = number
        self.quirk = quirk
        self.size = min(size, Self.maximumSize)
        if case .clamped(let limit) = quirk { self.size = min(self.size, max(1, limit)) }
    }

    /// The positions of this page in a list of `count`.
    func range(of count: Int) -> Range<Int> {
        let last = max(1, (count + size - 1) / size)
        let page = quirk == .repeatsLast ? min(number, last) : number
        let start = min((page - 1).multipliedReportingOverflow(by: size).partialValue, count)
        guard page <= last, start >= 0 else { return count..<count }
        return start..<min(start + size, count)
    }

    /// The `TotalCount` to state for a list of `count`.
    func total(of count: Int) -> Int {
        guard case .total(let off) = quirk else { return count }
        return max(0, count + off)
    }
}
