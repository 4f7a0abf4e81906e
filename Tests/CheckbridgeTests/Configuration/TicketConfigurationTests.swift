import BridgeCore
import Sinks
import Testing

@testable import checkbridge

/// The keys of tickets and alerts.
@Suite struct TicketConfigurationTests {
    private static let jira = "{name: log, type: jira, url: 'https://a', email: a@b, token: t, project: SEC"

    @Test func theStepsOfAWorkflowMayBeNamed() throws {
        let sink = try Sample(sink: Self.jira + ", transitions: {close: Won't do, reopen: Open}}").parse().sinks.first
        let jira = try #require(sink?.settings as? JiraSettings)
        #expect(jira.transitions.close == "Won't do" && jira.transitions.reopen == "Open")
    }

    @Test(arguments: [
        jira + ", fields: {labels: [x]}}", jira + ", fields: {summary: x}}",
        "{name: log, type: servicenow, url: 'https://a', password: p, fields: {correlation_id: x}}",
        "{name: log, type: alertmanager, url: 'https://a', labels: {alertname: x}}",
    ])
    func whatCheckbridgeGivesItselfCannotBeGiven(sink: String) {
        #expect(Sample(sink: sink).complaints().contains { $0.contains("is given by checkbridge itself") })
    }

    @Test(arguments: ["{a-b: x}", "{a: [x]}", "{a: null}", "{a: ''}", "{a: \(String(repeating: "x", count: 101))}"])
    func whatIsNoLabelIsSaid(labels: String) {
        let sample = Sample(sink: "{name: log, type: alertmanager, url: 'https://a', labels: \(labels)}")
        #expect(sample.complaints().contains { $0.contains("is no label") })
    }

    @Test func labelsAreFew() throws {
        let many = (0..<17).map { "l\($0): x" }.joined(separator: ", ")
        let sample = Sample(sink: "{name: log, type: alertmanager, url: 'https://a', labels: {\(many)}}")
        #expect(sample.complaints().contains { $0.contains("must be 0 to 16 labels") })
        let sink = Sample(sink: "{name: log, type: alertmanager, url: 'https://a', labels: {critical: true, n: 7}}")
        let alerts = try #require(try sink.parse().sinks.first?.settings as? AlertmanagerSettings)
        #expect(alerts.labels.map(\.value) == ["true", "7"])
    }
}
