/// Which of the two REST APIs a Jira has.
package enum JiraAPI: String, Sendable, CaseIterable {
    /// Version 3: text is a document in the Atlassian Document Format.
    case cloud
    /// Version 2, as Jira Data Center has it: text is wiki markup.
    case datacenter

    var version: Int { self == .cloud ? 3 : 2 }
    /// Cloud has taken the other one away, with 410.
    var search: String { self == .cloud ? "search/jql" : "search" }
}
