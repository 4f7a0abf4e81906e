import BridgeCore

/// A project of the simulated Jira, by what is particular about it.
enum SimulatedProject: String {
    /// Everything goes.
    case usual = "SEC"
    /// This account may see it, but make nothing in it.
    case readOnly = "READONLY"
    /// An issue needs a team.
    case strict = "STRICT"
    /// Its workflow lets nobody close an issue.
    case frozen = "FROZEN"

    /// The field that each issue must have.
    var required: String? { self == .strict ? "customfield_10042" : nil }

    /// The project of an issue.
    init?(issue key: String) {
        self.init(rawValue: String(key.prefix { $0 != "-" }))
    }

    /// The steps that lead out of a status: their ids, and where they lead.
    func steps(from state: String) -> [(id: String, to: SimulatedStatus)] {
        switch (self, SimulatedStatus(rawValue: state)) {
        case (.frozen, _): [("21", .inProgress)]
        case (_, .done?): [("11", .toDo), ("21", .inProgress)]
        case (_, _): [("21", .inProgress), ("31", .done)]
        }
    }
}

/// A status of the simulated Jira's workflow.
enum SimulatedStatus: String {
    case toDo = "To Do", inProgress = "In Progress", done = "Done"

    var category: String {
        switch self {
        case .toDo: "new"
        case .inProgress: "indeterminate"
        case .done: "done"
        }
    }
}

extension JSONWriter {
    mutating func status(_ status: SimulatedStatus) {
        object { out in
            out.member("name", status.rawValue)
            out.member("statusCategory", object: { $0.member("key", status.category) })
        }
    }
}
