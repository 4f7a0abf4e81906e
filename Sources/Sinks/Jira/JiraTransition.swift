import BridgeCore

/// A step that the workflow offers for an issue as it is. Ids differ from workflow to workflow, and names are translated;
/// the category of what they lead to is the same everywhere.
struct JiraTransition {
    /// What Jira sorts every status into.
    enum Category: String { case new, indeterminate, done }

    let id: String
    /// Its own, and that of the status which it leads to.
    let names: [String]
    let category: Category
    /// The screen asks for a resolution: the names of those that it takes.
    let resolutions: [String]?

    init?(_ json: JSONValue) {
        guard let id = json["id"]?.text,
            let category = (json["to"]?["statusCategory"]?["key"]?.string).flatMap(Category.init(rawValue:))
        else { return nil }
        (self.id, self.category) = (id, category)
        names = [json["name"]?.string, json["to"]?["name"]?.string].compactMap(\.self)
        resolutions = json["fields"]?["resolution"].map { field in
            (field["allowedValues"]?.array ?? []).compactMap { $0["name"]?.string }
        }
    }

    func isNamed(_ name: String) -> Bool {
        names.contains { $0.lowercased() == name.lowercased() }
    }

    /// One of those that the screen takes; all the same what the configuration says, if it takes any.
    /// - Parameter wanted: what the configuration says.
    func resolution(_ wanted: String?) -> String? {
        guard let resolutions else { return nil }
        let known = [wanted, "Done"].compactMap(\.self).first(where: resolutions.contains)
        return known ?? resolutions.first ?? wanted
    }
}
