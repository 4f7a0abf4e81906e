extension String {
    /// The candidate that this was probably meant to be: the nearest by edits, if it is near enough.
    func nearest(of candidates: [String]) -> String? {
        let ranked = candidates.map { (word: $0, edits: lowercased().edits(to: $0.lowercased())) }
        guard let best = ranked.min(by: { $0.edits < $1.edits }) else { return nil }
        return best.edits <= max(1, min(count, best.word.count) / 3) ? best.word : nil
    }

    /// How many characters to insert, drop, replace or swap with their neighbour (optimal string alignment).
    private func edits(to other: String) -> Int {
        let (left, right) = (Array(prefix(64)), Array(other.prefix(64)))
        var rows = [Array(0...right.count)]
        for (row, character) in left.enumerated() {
            var next = [row + 1]
            for (column, wanted) in right.enumerated() {
                var edits = Swift.min(rows[row][column + 1], next[column]) + 1
                edits = Swift.min(edits, rows[row][column] + (character == wanted ? 0 : 1))
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == wanted {
                    edits = Swift.min(edits, rows[row - 1][column - 1] + 1)
                }
                next.append(edits)
            }
            rows.append(next)
        }
        return rows[left.count][right.count]
    }
}
