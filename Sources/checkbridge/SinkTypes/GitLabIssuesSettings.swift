import BridgeCore
import Sinks

struct GitLabIssuesSettings: SinkSettings {
    static let word = "gitlab_issues"
    /// Of the instance.
    var url: Secret
    /// `group/name`, or its number.
    var project: String
    var token: Secret
    var labels: [String]
    var isConfidential: Bool
    var reopensWithin: Duration

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url =
            section.optionalSecret("url", url, "The instance's address, if it is not https://gitlab.com")
            ?? .literal("https://gitlab.com")
        project = section.required(
            "project", .identifier, "The project whose issues they are: group/name or its number")
        token = section.requiredSecret("token", .secret, "A token with the scope api, of at least a reporter")
        labels = section.value(
            "labels", .list(of: .label(255, without: ",", called: "commas"), count: 0...20), default: [],
            "Labels that every issue gets besides its own")
        isConfidential = section.value(
            "confidential", .truth, default: true, "Whether only members of the project see the issues")
        reopensWithin = section.reopenWithin()
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            GitLabIssues.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, project: project, token: token,
                labels: labels, isConfidential: isConfidential, reopensWithin: reopensWithin))
    }
}
