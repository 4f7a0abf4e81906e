import BridgeCore
import Foundation
import TestSupport
import Testing

@testable import checkbridge

@Suite struct ConfigurationSchemaTests {
    /// Setting `WRITE_SCHEMAS` in the environment brings the files up to date instead.
    @Test(arguments: [
        ("config.schema.json", Configuration.schema.pretty()), ("event.schema.json", EventSchema.document.pretty()),
    ])
    func fileIsWhatTheProgramPrints(name: String, text: String) throws {
        let file = packageFolder.appending(path: "Config/\(name)")
        if ProcessInfo.processInfo.environment["WRITE_SCHEMAS"] != nil {
            try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text + "\n")
    }

    static let examples = [
        "checkbridge", "examples/slack", "examples/dingtalk", "examples/webhook", "examples/stdout",
        "examples/rrsa", "examples/role", "examples/organisation", "examples/github-issues",
        "examples/gitlab-issues", "examples/jira", "examples/servicenow", "examples/pagerduty", "examples/opsgenie",
        "examples/alertmanager", "examples/ticket-webhook", "examples/eventbridge", "examples/sls-webtracking",
        "examples/feishu", "examples/wecom", "examples/teams", "examples/discord", "examples/telegram",
        "examples/slack-api", "examples/mattermost", "examples/rocketchat", "examples/ntfy", "examples/email",
        "examples/file",
        "examples/splunk-hec", "examples/elasticsearch", "examples/loki", "examples/datadog", "examples/kafka-rest",
    ]

    @Test func examplesSatisfyTheLoaderAndTheSchema() throws {
        let files = Self.examples.map { packageFolder.appending(path: "Config/\($0).yaml") }
        for file in files { #expect(throws: Never.self) { try Configuration.load(file.path, environment: [:]) } }
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        #expect(try SchemaValidator.objections(to: texts, .yaml, schema: "config.schema.json") == files.map { _ in [] })
    }

    @Test func everyExampleIsTried() throws {
        let folder = packageFolder.appending(path: "Config/examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
            .sorted()
        #expect(names.map { "examples/\($0)" } == Self.examples.dropFirst().map { "\($0).yaml" }.sorted())
    }

    /// Whatever the schema can know is wrong, both must call wrong.
    static let mistakes = [
        Sample(top: "bselin: silent"), Sample(top: "baseline: loud"), Sample(top: "shutdown_timeout: 20"),
        Sample(top: "log: {level: info, colour: true}"), Sample(top: "listen: [a]"),
        Sample(account: "{name: prod}"), Sample(account: "{region: cn-hangzhou}"),
        Sample(account: "{region: cn-hangzhou, each: []}"), Sample(account: "{region: cn-hangzhou, each: [prod]}"),
        Sample(account: "{region: cn-hangzhou, each: [{name: prod}], each_file: a.csv}"),
        Sample(source: "{name: risk, type: risk_checks, account: []}"),
        Sample(source: "{name: risk, type: risk_checks, account: prod, stale_after: never}"),
        Sample(account: "{name: prod, region: Hangzhou}"),
        Sample(account: "{name: prod, region: cn-hangzhou, qps: 0}"),
        Sample(account: "{name: prod, region: cn-hangzhou, qps: ten}"),
        Sample(account: "{name: prod, region: cn-hangzhou, credentials: {access_key_id: a}}"),
        Sample(account: "{name: prod, region: cn-hangzhou, credentials: magic}"),
        Sample(account: "{name: a, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::1:role/a', source: magic}}"),
        Sample(account: "{name: prod, region: cn-hangzhou, credentials: {profile: a, uri: 'http://localhost'}}"),
        Sample(source: "{name: risk, type: weather, account: prod}"),
        Sample(source: "{name: risk, type: risk_checks, account: prod, acl_types: [NAT]}"),
        Sample(source: "{name: risk, type: acl_checks, account: prod, acl_types: [Nat]}"),
        Sample(sink: "{name: log, type: stdout, url: 'https://example.com'}"),
        Sample(sink: "{name: log, type: slack}"),
        Sample(sink: "{name: log, type: slack, url: 'https://a.example', url_file: /a}"),
        Sample(sink: "{name: log, type: webhook, url: 'https://a.example', format: xml}"),
        Sample(sink: "{name: log, type: webhook, url: 'https://a.example', rate: {limit: 2}}"),
        Sample(sink: "{name: log, type: dingtalk, url: 'https://a.example', at_mobiles: 13800000000}"),
        Sample(sink: "{name: log, type: kafka_rest, url: 'https://a.example', api: v4, topic: a}"),
        Sample(sink: "{name: log, type: loki, url: 'https://a.example', token: a, user: b, password: c}"),
        Sample(sink: "{name: log, type: datadog, api_key: a, site: datadoghq.eu, url: 'https://a.example'}"),
        Sample(route: "{sinks: log}"), Sample(route: "{routes: []}"), Sample(route: "{sinks: [log], match: {}}"),
        Sample(route: "{sinks: [log], routes: [{match: {color: red}}]}"),
        Sample(route: "{sinks: [log], routes: [{match: {severity: []}}]}"),
        Sample(route: "{sinks: [log], routes: [{routes: [{continue: 3}]}]}"),
    ]

    @Test func mistakeIsOneForBoth() throws {
        let verdicts = try SchemaValidator.objections(
            to: Self.mistakes.map(\.text), .yaml, schema: "config.schema.json")
        for (sample, objections) in zip(Self.mistakes, verdicts) {
            #expect(!sample.complaints().isEmpty && !objections.isEmpty, "\(sample.text)")
        }
    }

    /// Whatever the loader takes, an editor must not mark.
    static let good = [
        Sample(), Sample(top: "listen: off"), Sample(top: "listen: ${ADDRESS:-off}"),
        Sample(account: "{name: prod, region: cn-hangzhou, qps: '${QPS:-5}', credentials: environment}"),
        Sample(account: "{name: prod, region: cn-hangzhou, credentials: {ecs_ram_role: }}"),
        Sample(account: "{name: prod, region: cn-hangzhou, credentials: {uri_file: /run/uri}}"),
        Sample(account: "{name: prod, region: cn-hangzhou, endpoints: {sts: 'http://127.0.0.1:8080'}}"),
        Sample(
            account: """
                {name: prod, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::1:role/a', \
                source: {role_arn: 'acs:ram::2:role/b', source: {access_key_id: a, access_key_secret_file: /b}}}}
                """.replacing("\\\n", with: "")),
        Sample(
            account: """
                {name: prod, region: cn-hangzhou, credentials: {oidc: {role_arn: 'acs:ram::1:role/a', \
                provider_arn: 'acs:ram::1:oidc-provider/ack', token_file: /token}}}
                """.replacing("\\\n", with: "")),
        Sample(sink: "{name: log, type: webhook, url: 'http://localhost:1', secrets: [whsec_AAAA, whsec_BBBB]}"),
        Sample(
            sink: "{name: log, type: dingtalk, url_file: /u, at_mobiles: [13800000000, '+86'], timezone: Asia/Shanghai}"
        ),
        Sample(route: "{sinks: []}"),
        Sample(route: "{sinks: [log], routes: [{match: {new: true, id: [3, /4.*/], from: null}, continue: yes}]}"),
    ]

    @Test func whatTheLoaderTakesTheSchemaTakes() throws {
        let verdicts = try SchemaValidator.objections(to: Self.good.map(\.text), .yaml, schema: "config.schema.json")
        for (sample, objections) in zip(Self.good, verdicts) {
            #expect(sample.complaints() == [] && objections == [], "\(sample.text)")
        }
    }
}
