/// An entry of the configuration that stands for many accounts or sources, for showing what it came to.
struct FannedEntry: Sendable, Equatable {
    var kind: Reading.Named
    /// `accounts[0]`
    var path: String
    var place: ConfigurationProblem.Place
    var names: [String]

    init(_ kind: Reading.Named, _ path: String, _ place: ConfigurationProblem.Place, _ names: [String]) {
        (self.kind, self.path, self.place, self.names) = (kind, path, place, names)
    }
}

extension FannedEntry: CustomStringConvertible {
    private static let shown = 3

    /// `accounts[0] (line 5): 480 accounts: team-a, team-b, team-c, ... team-zz`
    var description: String {
        let list =
            names.count > Self.shown + 1
            ? names.prefix(Self.shown).joined(separator: ", ") + ", ... \(names[names.count - 1])"
            : names.joined(separator: ", ")
        return "\(path) (line \(place.line)): \(names.count) \(kind.rawValue)\(names.count == 1 ? "" : "s"): \(list)"
    }
}
