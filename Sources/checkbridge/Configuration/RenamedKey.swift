/// The first of two equal keys, out of the way under a name of the same length, so that all places stay right.
struct RenamedKey {
    /// Characters for private use: nobody's key begins with one.
    static let standIns: ClosedRange<UInt32> = 0xE000...0xE063
    /// As it was written.
    var name: String
    var place: ConfigurationProblem.Place
    var number: Int

    /// `source` with the key's first character replaced by one for private use; `nil` if it is not found there.
    func rename(in source: String) -> String? {
        let code = Self.standIns.lowerBound + UInt32(number)
        guard Self.standIns.contains(code), let stand = Unicode.Scalar(code) else { return nil }
        var lines = source.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard lines.indices.contains(place.line - 1) else { return nil }
        let line = lines[place.line - 1].dropFirst(place.column - 1)
        let start = line.first.map { "\"'".unicodeScalars.contains($0) } == true ? line.startIndex + 1 : line.startIndex
        guard !name.isEmpty, lines[place.line - 1].dropFirst(start).starts(with: name.unicodeScalars) else {
            return nil
        }
        lines[place.line - 1][start] = stand
        return String(String.UnicodeScalarView(lines.joined(separator: ["\n"])))
    }
}

extension String {
    /// It was put in the place of a key that is given twice, and that has been reported.
    var isStandIn: Bool { unicodeScalars.first.map { RenamedKey.standIns.contains($0.value) } ?? false }
}
