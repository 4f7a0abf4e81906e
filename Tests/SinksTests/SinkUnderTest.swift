import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

/// A sink of each HTTP type with secrets that must never show, for what all of them have to pass.
struct SinkUnderTest: Sendable, CustomTestStringConvertible {
    var name: String
    /// An answer that means success.
    var success: (status: Int, body: String)
    /// What it answers when it is asked whether it knows of the matter already, if it ever is.
    var nothing: String?
    var make: @Sendable (any HTTPClient, Timestamp) throws -> any Sink
    /// A body that this receiver refuses a message with, echoing what it got.
    var echo: @Sendable (String) -> String = { $0 }

    /// Whether an attempt says the same as the one before it.
    var repeatsItself = true
    /// The body of an answer of success, where it follows from the request.
    var acceptance: (@Sendable (HTTPRequest) -> String)?
    /// Reads a request's body as the receiver does.
    var parse: @Sendable ([UInt8]) throws -> Void = { _ = try JSONValue(parsing: $0) }

    var testDescription: String { name }

    /// Each is a part of a secret by itself.
    static let secrets = [
        "hunter2", "T0SECRET0", "B0SECRET0", "pathSECRETpath", "tokenSECRETtoken", "SECretOfTheRobot",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "headerSECRETheader",
    ]

    static let all =
        [slack, dingtalk, gitHubIssues, gitLabIssues, jira, serviceNow, pagerDuty, opsgenie, alertmanager]
        + chats() + eventStores + clouds + Webhook.Format.allCases.map(webhook)

    /// A receiver that takes whatever comes.
    var receiver: ScriptedHTTPClient {
        ScriptedHTTPClient { request in
            let answer = request.method == .get ? nothing : nil
            let body = acceptance?(request) ?? answer ?? success.body
            return .success(HTTPResponse(status: success.status, body: Array(body.utf8)))
        }
    }

    static let slack = SinkUnderTest(name: "slack", success: (200, "ok")) { client, now in
        let connection = HTTPConnection(
            name: "s", url: .literal("https://hooks.slack.com/services/T0SECRET0/B0SECRET0/pathSECRETpath"))
        return try HTTPSink<SlackWebhook>(
            .init(connection: connection), client: client, file: { _, _ in [] }, now: { now })
    }

    static let dingtalk = SinkUnderTest(name: "dingtalk", success: (200, #"{"errcode":0,"errmsg":"ok"}"#)) {
        client, now in
        let connection = HTTPConnection(
            name: "d", url: .literal("https://oapi.dingtalk.com/robot/send?access_token=tokenSECRETtoken"))
        return try HTTPSink<DingTalkRobot>(
            .init(connection: connection, secret: .file("/run/secrets/ding")), client: client,
            file: { _, _ in Array("SECretOfTheRobot\n".utf8) }, now: { now })
    }

    static let gitHubIssues = SinkUnderTest(name: "github_issues", success: (201, #"{"number":7}"#), nothing: "[]") {
        client, now in
        let connection = HTTPConnection(name: "g", url: .literal("https://github.example.com/pathSECRETpath"))
        return try ConversationSink<GitHubIssues>(
            .init(connection: connection, repository: "acme/security", token: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let gitLabIssues = SinkUnderTest(name: "gitlab_issues", success: (201, #"{"iid":7}"#), nothing: "[]") {
        client, now in
        let connection = HTTPConnection(name: "g", url: .literal("https://gitlab.example.com/pathSECRETpath"))
        return try ConversationSink<GitLabIssues>(
            .init(connection: connection, project: "acme/security", token: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let jira = SinkUnderTest(name: "jira", success: (201, #"{"issues":[],"key":"SEC-7"}"#)) { client, now in
        let connection = HTTPConnection(name: "j", url: .literal("https://jira.example.com/pathSECRETpath"))
        return try ConversationSink<Jira>(
            .init(
                connection: connection, user: "robot@acme.example", token: .literal("tokenSECRETtoken"), project: "SEC"),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let serviceNow = SinkUnderTest(
        name: "servicenow", success: (201, #"{"result":{"sys_id":"a1"}}"#), nothing: #"{"result":[]}"#
    ) {
        client, now in
        let connection = HTTPConnection(name: "n", url: .literal("https://acme.example.com/pathSECRETpath"))
        return try ConversationSink<ServiceNow>(
            .init(connection: connection, user: "robot", password: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let pagerDuty = SinkUnderTest(name: "pagerduty", success: (202, #"{"status":"success"}"#)) { client, now in
        let connection = HTTPConnection(name: "p", url: .literal("https://events.example.com/pathSECRETpath"))
        return try HTTPSink<PagerDuty>(
            .init(connection: connection, routingKey: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let opsgenie = SinkUnderTest(name: "opsgenie", success: (202, #"{"requestId":"r1"}"#)) { client, now in
        let connection = HTTPConnection(name: "o", url: .literal("https://api.example.com/pathSECRETpath"))
        return try ConversationSink<Opsgenie>(
            .init(connection: connection, key: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    /// When an alert ends is counted from each attempt.
    static let alertmanager: SinkUnderTest = {
        var sink = SinkUnderTest(name: "alertmanager", success: (200, "")) { client, now in
            let connection = HTTPConnection(
                name: "a", url: .literal("https://user:hunter2@alerts.example.com/pathSECRETpath"))
            return try ConversationSink<Alertmanager>(
                .init(connection: connection), client: client, file: { _, _ in [] }, now: { now })
        }
        sink.repeatsItself = false
        return sink
    }()

    static func webhook(_ format: Webhook.Format) -> SinkUnderTest {
        SinkUnderTest(name: "webhook, \(format.rawValue)", success: (204, "")) { client, now in
            let connection = HTTPConnection(
                name: "w",
                url: .literal("https://user:hunter2@siem.example.com:8443/pathSECRETpath?key=tokenSECRETtoken"),
                headers: [HTTPConnection.Header(name: "Authorization", value: .literal("Bearer headerSECRETheader"))])
            return try HTTPSink<Webhook>(
                .init(
                    connection: connection, format: format,
                    secrets: [.literal("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]), client: client,
                file: { _, _ in [] },
                now: { now })
        }
    }
}

extension Sink {
    /// Delivers and gathers the reports, in the order of the deliveries.
    func outcomes(of deliveries: [Delivery]) async -> [Outcome] {
        let log = Mutex<[DeliveryReport]>([])
        await deliver(deliveries) { reports in log.withLock { $0 += reports } }
        let reports = log.withLock { $0 }.sorted { $0.index < $1.index }
        return reports.map(\.index) == Array(deliveries.indices) ? reports.map(\.outcome) : []
    }

    func outcome(of delivery: Delivery) async -> Outcome? {
        await outcomes(of: [delivery]).first
    }
}

/// An outcome without its words.
enum OutcomeShape: Equatable, Sendable {
    case delivered
    case retry(after: Int?, Outcome.Scope)
    case rejected(Outcome.Scope)
    case suppressed
}

extension Outcome {
    var shape: OutcomeShape {
        switch self {
        case .delivered: .delivered
        case .retry(let after, _, let scope): .retry(after: after.map { Int($0.components.seconds) }, scope)
        case .rejected(_, let scope): .rejected(scope)
        case .suppressed: .suppressed
        }
    }

    var words: String { reason ?? "" }
}
