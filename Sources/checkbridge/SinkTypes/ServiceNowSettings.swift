import BridgeCore
import Sinks

struct ServiceNowSettings: SinkSettings {
    static let word = "servicenow"
    /// Of the instance.
    var url: Secret
    var table: String
    var user: String?
    var password: Secret
    var urgency: SeverityWords
    var impact: SeverityWords
    var closing: ServiceNowClosing
    var fields: [JSONMember]
    var reopensWithin: Duration

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The instance, as in https://acme.service-now.com")
        table = section.value("table", .table, default: "incident", "The table that the records stand in")
        user = section.optional("user", .text, "Whose password it is; without, it is an OAuth token")
        password = section.requiredSecret("password", .secret, "The password, or the OAuth token")
        let grades = ServiceNow.Options.usualGrades
        urgency = section.severityWords(
            "urgency", default: grades, "The urgency for each severity, 1 is the highest")
        impact = section.severityWords(
            "impact", default: grades, "The impact for each severity, 1 is the highest")
        closing = section.optional("closing", .closing, "How a record is closed and opened again") ?? .init()
        fields = section.value(
            "fields", .members(besides: ServiceNow.ownFields), default: [],
            "What else a record gets, as in {assignment_group: Security}")
        reopensWithin = section.reopenWithin()
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            ServiceNow.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, table: table, user: user,
                password: password, urgency: urgency, impact: impact, closing: closing, fields: fields,
                reopensWithin: reopensWithin))
    }
}

extension Shape where Value == ServiceNowClosing {
    fileprivate static var closing: Shape {
        mapping { section in
            let usual = ServiceNowClosing()
            return ServiceNowClosing(
                state: section.value("state", .identifier, default: usual.state, "The state of what is resolved"),
                code: section.value("code", .text, default: usual.code, "The close code, one of the instance's list"),
                reopenedState: section.value(
                    "reopened_state", .identifier, default: usual.reopenedState, "The state of what is opened again"))
        }
    }
}

extension Shape where Value == String {
    fileprivate static var table: Shape {
        text("a table", pattern: nil) { text in
            text.wholeMatch(of: /[a-z][a-z0-9_]{0,79}/) == nil ? "is not the name of a table" : nil
        }
    }
}
