import BridgeCore

/// A step that the workflow offers for an issue as it is. Their names are localised and their ids differ from workflow to
/// workflow: what they lead to does not.
struct JiraTransition {
    /// What Jira sorts every status into.
    enum Category: String { case new, indeterminate, done }

    let id: String
    let category: Category
    /// The screen asks for a resolution: the names of those that it takes.
    let resolutions: [String]?

    init?(_ json: JSONValue) {
        guard let id = json["id"]?.text,
            let category = (json["to"]?["statusCategory"]?["key"]?.string).flatMap(Category.init(rawValue:))
        else { return nil }
        (self.id, self.category) = (id, category)
        resolutions = json["fields"]?["resolution"].map { field in
            (field["allowedValues"]?.array ?? []).compactMap { $0["name"]?.string }
        }
    }

    /// - Parameter wanted: what the configuration says.
    func resolution(_ wanted: String?) -> String? {
        resolutions.flatMap { wanted ?? ($0.contains("Done") ? "Done" : $0.first) }
    }
}
