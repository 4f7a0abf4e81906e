import BridgeCore
import Sinks

struct JiraSettings: SinkSettings {
    static let word = "jira"
    /// Of the site.
    var url: Secret
    var api: JiraAPI
    /// Whose token it is.
    var email: String?
    var token: Secret
    /// Its key.
    var project: String
    var issueType: String
    var priorities: SeverityWords?
    var labels: [String]
    var fields: [JSONMember]
    var resolution: String?
    var transitions: JiraSteps
    var reopensWithin: Duration

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The address of the site, as in https://acme.atlassian.net")
        api = section.value("api", .word, default: .cloud, "Jira Cloud, or Jira Data Center on an address of its own")
        email = section.optional("email", .text, "Whose token it is; without, it is a personal access token")
        token = section.requiredSecret("token", .secret, "A token that may see the project and make issues in it")
        project = section.required("project", .projectKey, "The key of the project, as in SEC")
        issueType = section.value("issue_type", .text, default: "Task", "What kind of issue is made")
        priorities = section.optional(
            "priority", .severityWords([], nil), "The priority for each severity; otherwise the project's usual one")
        labels = section.value(
            "labels", .list(of: .label(255, without: " ", called: "blanks"), count: 0...20), default: [],
            "Labels that every issue gets besides its own")
        fields = section.value(
            "fields", .members(besides: Jira.ownFields), default: [],
            "What else the project asks for, as Jira's API takes it")
        resolution = section.optional(
            "resolution", .text, "Where closing asks for a resolution; otherwise Done, or the first that there is")
        transitions = section.optional("transitions", .jiraSteps, "Which steps of the workflow are taken") ?? .init()
        reopensWithin = section.reopenWithin()
        if api == .cloud, email == nil {
            section.report("the key is missing", at: "email", hint: "Jira Cloud takes a token with its owner's e-mail")
        }
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            Jira.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, api: api, user: email, token: token,
                project: project, issueType: issueType, priorities: priorities, labels: labels, fields: fields,
                resolution: resolution, closing: transitions.close, reopening: transitions.reopen,
                reopensWithin: reopensWithin))
    }
}

/// The transitions that the configuration names.
struct JiraSteps: Sendable {
    var close: String?
    var reopen: String?
}

extension Shape where Value == JiraSteps {
    fileprivate static var jiraSteps: Shape {
        mapping { section in
            JiraSteps(
                close: section.optional(
                    "close", .text, "The transition, or the status it leads to; otherwise the first to one that is done"
                ),
                reopen: section.optional("reopen", .text, "The same, back; otherwise the first to one that is not done")
            )
        }
    }
}

extension Shape where Value == String {
    fileprivate static var projectKey: Shape {
        text("a project's key", pattern: nil) { text in
            text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]{0,254}/) == nil ? "is not a project's key, as in SEC" : nil
        }
    }
}
