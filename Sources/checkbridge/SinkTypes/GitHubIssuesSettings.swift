import BridgeCore
import Sinks

struct GitHubIssuesSettings: SinkSettings, Equatable {
    static let word = "github_issues"
    /// Of the API.
    var url: Secret
    /// `owner/name`
    var repository: String
    var token: Secret
    var labels: [String]
    var reopensWithin: Duration

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url =
            section.optionalSecret("url", url, "The API's address, if it is not https://api.github.com")
            ?? .literal("https://api.github.com")
        repository = section.required("repository", .repository, "The repository whose issues they are, as owner/name")
        token = section.requiredSecret("token", .secret, "A token that may write the repository's issues")
        labels = section.value(
            "labels", .list(of: .label, count: 0...20), default: [], "Labels that every issue gets besides its own")
        reopensWithin = section.reopenWithin()
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            GitHubIssues.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, repository: repository, token: token,
                labels: labels, reopensWithin: reopensWithin))
    }
}

extension Shape where Value == String {
    fileprivate static var repository: Shape {
        text("a repository", pattern: nil) { text in
            text.wholeMatch(of: /[A-Za-z0-9._-]{1,100}\/[A-Za-z0-9._-]{1,100}/) == nil ? "is not owner/name" : nil
        }
    }

    fileprivate static var label: Shape {
        text("a label", pattern: nil) { text in
            text.isEmpty || text.count > 50 || text.contains(",") || text.unicodeScalars.contains { $0.value < 0x20 }
                ? "is not a label of 1 to 50 characters without commas" : nil
        }
    }
}
