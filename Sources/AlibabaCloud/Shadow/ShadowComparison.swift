package import BridgeCore

/// How two answers agree that should tell of the same checks.
///
/// The two APIs number their checks each in its own way, as far as is known, so that checks are paired by title: in
/// letters and digits only, because the vendor's spelling of one title differs from page to page. A title that one of
/// the two answers has twice names nothing.
package struct ShadowComparison: Sendable, Equatable {
    /// Checks that both answers have.
    package private(set) var pairs = 0
    /// Pairs of which both APIs give the same number: of interest to who wonders whether the ids are the same after all.
    package private(set) var sameNumber = 0
    /// Where the two say something else about one check, by title.
    package private(set) var differences: [Difference] = []
    /// Titles of checks that only one of the two has, sorted.
    package private(set) var onlyOwn: [String]
    package private(set) var onlyOther: [String]

    /// What the two say about one check.
    package struct Difference: Sendable, Equatable {
        package var title: String
        /// `status` or `severity`.
        package var field: String
        package var own: String
        package var other: String

        package init(title: String, field: String, own: String, other: String) {
            (self.title, self.field, self.own, self.other) = (title, field, own, other)
        }
    }

    /// - Parameters:
    ///   - own: what the source tells of.
    ///   - other: what the other API shows.
    package init(own: [Sighting], other: [Sighting]) {
        let (mine, theirs) = (Self.byTitle(own), Self.byTitle(other))
        for (title, sighting) in mine.sorted(by: { $0.key < $1.key }) {
            guard let opposite = theirs[title] else { continue }
            pairs += 1
            if Self.number(sighting.id) == Self.number(opposite.id) { sameNumber += 1 }
            differences += Self.differences(sighting, opposite)
        }
        let paired = Set(mine.keys).intersection(theirs.keys)
        onlyOwn = Self.titles(of: own, without: paired)
        onlyOther = Self.titles(of: other, without: paired)
    }

    private static func differences(_ own: Sighting, _ other: Sighting) -> [Difference] {
        let title = own.description.title
        var found: [Difference] = []
        if !agree(own.status, other.status) {
            found.append(Difference(title: title, field: "status", own: own.status, other: other.status))
        }
        if own.severity != other.severity {
            found.append(
                Difference(
                    title: title, field: "severity", own: own.severity.rawValue, other: other.severity.rawValue))
        }
        return found
    }

    /// A check that is under way on one side says nothing yet; words for the same state are the same.
    private static func agree(_ own: String, _ other: String) -> Bool {
        let states = [own, other].map { FindingState(status: $0, kind: .riskCheck) }
        if states.contains(.transient) { return true }
        return states[0] == .unknown ? own == other : states[0] == states[1]
    }

    private static func byTitle(_ sightings: [Sighting]) -> [String: Sighting] {
        let named = sightings.map { (normalised($0.description.title), $0) }
        return Dictionary(grouping: named, by: \.0)
            .filter { !$0.key.isEmpty && $0.value.count == 1 }
            .compactMapValues { $0.first?.1 }
    }

    private static func titles(of sightings: [Sighting], without paired: Set<String>) -> [String] {
        sightings.map(\.description.title).filter { !paired.contains(normalised($0)) }.sorted()
    }

    private static func normalised(_ title: String) -> String {
        title.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func number(_ id: String) -> Substring { id.drop { !$0.isNumber } }
}
