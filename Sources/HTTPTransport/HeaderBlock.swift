/// A block of header lines as it came over the wire, status line included.
enum HeaderBlock {
    /// Its fields. Lines that are none (the status line, folded continuations) are left out; bytes that are not UTF-8 are replaced.
    static func parse(_ block: [UInt8]) -> [HTTPHeader] {
        var headers: [HTTPHeader] = []
        headers.reserveCapacity(12)
        for line in block.split(separator: 0x0A).dropFirst() {
            if let header = parse(line: line) { headers.append(header) }
        }
        return headers
    }

    private static func parse(line: ArraySlice<UInt8>) -> HTTPHeader? {
        guard let colon = line.firstIndex(of: 0x3A), let first = line.first, !first.isBlank else { return nil }
        return HTTPHeader(
            name: String(decoding: line[..<colon], as: UTF8.self),
            value: String(decoding: trim(line[(colon + 1)...]), as: UTF8.self)
        )
    }

    private static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.drop(while: \.isBlank)
        guard let last = start.lastIndex(where: { !$0.isBlank }) else { return [] }
        return start[...last]
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
