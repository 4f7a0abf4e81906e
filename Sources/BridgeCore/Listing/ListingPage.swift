/// What is asked of a listing: a page behind a place, and no more than is good at once.
package struct PageRequest: Sendable, Equatable {
    package static let limits = 1...500
    /// ``ListingPage/next`` of the page before; `nil` begins at the beginning.
    package var after: String?
    /// One of ``limits``.
    package var limit: Int

    package init(after: String? = nil, limit: Int = 100) {
        self.after = after
        self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
    }

    /// ``after``, where a place is a number; `nil` is the beginning.
    func place<Number: FixedWidthInteger>(_: Number.Type) throws(RequestRefusal) -> Number? {
        guard let after else { return nil }
        guard let number = Number(after) else { throw .lostPlace }
        return number
    }
}

/// A part of a listing. It may hold fewer items than asked for, even none, and not be the last.
package struct ListingPage: Sendable, Equatable {
    /// A page is not made much larger than this: whoever reads it holds up everybody else meanwhile.
    private static let maximumBytes = 1 << 20
    private let limit: Int
    private var bytes = 0

    /// JSON objects.
    package private(set) var items: [[UInt8]] = []
    /// Where the next page begins; `nil` if this is the last.
    package internal(set) var next: String?

    init(_ request: PageRequest) {
        limit = request.limit
    }

    var isFull: Bool { items.count >= limit || bytes >= Self.maximumBytes }

    /// - Parameter body: writes the members of the item.
    mutating func add(_ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object(body)
        items.append(writer.bytes)
        bytes += writer.bytes.count
    }

    /// The page as one JSON object.
    package var json: [UInt8] {
        var writer = JSONWriter(reserving: bytes + items.count + 64)
        writer.object {
            $0.member("items", array: { array in items.forEach { array.raw($0) } })
            $0.member("next", ifPresent: next)
        }
        return writer.bytes
    }
}

extension RequestRefusal {
    /// A place that no listing gave out, or that is not there any more.
    static let lostPlace = RequestRefusal("`after` names no place in this listing, or not any more: begin without it")
}
