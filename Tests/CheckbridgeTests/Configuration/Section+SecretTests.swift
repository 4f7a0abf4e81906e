import Testing

@testable import checkbridge

/// That no way through the configuration lets a secret out.
@Suite struct ConfigurationSecretTests {
    private let canary = "cAnArYcAnArY"

    /// Every secret field, with a value that is wrong there.
    @Test(arguments: [
        Sample(account: "{name: prod, region: cn-hangzhou, credentials: $}"),
        Sample(
            account: "{name: prod, region: cn-hangzhou, credentials: {access_key_id: [$], access_key_secret: {$: 1}}}"),
        Sample(
            account:
                "{name: prod, region: cn-hangzhou, credentials: {access_key_id: \"$\\u0007\", access_key_secret: \"$\\n\", security_token: [$]}}"
        ),
        Sample(account: "{name: prod, region: cn-hangzhou, credentials: {uri: 'ftp://$'}}"),
        Sample(
            account:
                "{name: prod, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::1:role/a', external_id: ['$']}}"),
        Sample(sink: "{name: log, type: slack, url: 'http://$.example/$'}"),
        Sample(sink: "{name: log, type: slack, url: '$'}"), Sample(sink: "{name: 'https://a/$', type: stdout}"),
        Sample(sink: "{name: log, type: slack, url: 'https://a.example/$', url_file: /f}"),
        Sample(sink: "{name: log, type: slck, url: 'https://a.example/$'}"),
        Sample(sink: "{name: log, type: slack, uri: 'https://a.example/$'}"),
        Sample(sink: "{name: log, type: slack, 'https://a.example/$': url}"),
        Sample(sink: "{name: log, type: slack, url: 'https://a.example/$', url: 'https://a.example/$'}"),
        Sample(sink: "{name: log, type: dingtalk, url: 'ftp://$', secret: \"$\\u0000\"}"),
        Sample(sink: "{name: log, type: webhook, url: 'https://a#$', secret: '$ $', proxy: '$'}"),
        Sample(sink: "{name: log, type: webhook, url: 'https://a', secrets: ['$!', {a: $}]}"),
        Sample(
            sink: "{name: log, type: webhook, url: 'https://a', headers: {Authorization: \"$\\r\\nX: y\", 'B C': $}}"),
        Sample(sink: "{name: log, type: webhook, url: 'https://a', headers: '$'}"),
        Sample(sink: "{name: log, type: webhook, url: 'https://$' secret: '$'}"),
        Sample(sink: "{name: log, type: webhook, url: \"https://\\$\"}"),
        Sample(
            sink: "{name: log, type: stdout, lang: \"${SECRET}\", concurrency: \"${SECRET}\", timeout: \"${SECRET}\"}"),
        Sample(account: "{name: \"${SECRET} \", region: \"${SECRET}\", endpoints: {sts: \"ftp://${SECRET}\"}}"),
        Sample(route: "{sinks: [log], routes: [{match: {severity: \"${SECRET}\", kind: \"/(${SECRET}/\"}}]}"),
        Sample(top: "listen: ${SECRET}\nbaseline: ${SECRET}\nlog: ${SECRET}"),
    ]) func noMessageHoldsASecret(sample: Sample) {
        var sample = sample
        for part in [\Sample.account, \.sink] {
            let marked = sample[keyPath: part].replacing("${", with: "\u{1}").replacing("$", with: canary)
            sample[keyPath: part] = marked.replacing("\u{1}", with: "${")
        }
        let complaints = sample.complaints(environment: ["SECRET": canary])
        #expect(!complaints.isEmpty)
        for complaint in complaints { #expect(!complaint.contains(canary)) }
    }

    @Test func configurationCanBePrinted() throws {
        let text = """
            accounts:
            - name: a
              region: cn-hangzhou
              credentials: {access_key_id: $, access_key_secret: $, security_token: $}
            - {name: b, region: cn-hangzhou, credentials: {uri: 'http://$/$'}}
            - {name: c, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::1:role/a', external_id: $}}
            sources: [{name: s, type: risk_checks, account: a}]
            sinks:
            - {name: d, type: slack, url: 'https://a/$', proxy: 'http://u:$@p', headers: {Authorization: $}}
            - {name: e, type: dingtalk, url: 'https://a/$', secret: $}
            - {name: f, type: webhook, url: 'https://a/$', secrets: [whsec_$, $]}
            route: {sinks: [d]}
            """.replacing("$", with: canary)
        let configuration = try Configuration.parse(text, file: "c.yaml", environment: [:])
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!"\(configuration) \(String(reflecting: configuration)) \(dumped)".contains(canary))
    }

    @Test func referencesToSecretsOfTheEnvironmentAreNotQuoted() {
        let sample = Sample(
            source: "{name: s, type: risk_checks, account: \"${SECRET}\"}", route: "{sinks: [\"${SECRET}\"]}")
        let complaints = sample.complaints(environment: ["SECRET": canary])
        #expect(complaints.count == 2)
        for complaint in complaints { #expect(!complaint.contains(canary)) }
    }
}
