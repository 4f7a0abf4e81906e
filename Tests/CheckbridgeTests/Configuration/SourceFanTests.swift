import BridgeCore
import Testing

@testable import checkbridge

@Suite struct SourceFanTests {
    private func sample(_ account: String, name: String = "risk") -> Sample {
        Sample(
            account: "{region: cn-hangzhou, each: [{name: prod-1}, {name: prod-2}, {name: test.1}]}",
            source: "{name: '\(name)', type: risk_checks, account: \(account)}")
    }

    @Test(arguments: [
        ("prod-1", "risk", ["risk"]), ("[prod-1]", "risk", ["risk@prod-1"]),
        ("[test.1, prod-1, prod-1]", "risk", ["risk@prod-1", "risk@test.1"]),
        ("'prod-*'", "risk", ["risk@prod-1", "risk@prod-2"]),
        ("'*'", "risk", ["risk@prod-1", "risk@prod-2", "risk@test.1"]),
        ("'*.1'", "risk", ["risk@test.1"]), ("'/prod-[2-9]/'", "risk", ["risk@prod-2"]),
        ("['/.*-1/', test.1]", "risk", ["risk@prod-1", "risk@test.1"]),
        ("'prod-*'", "{account}-risk", ["prod-1-risk", "prod-2-risk"]), ("prod-1", "{account}-risk", ["prod-1-risk"]),
    ]) func oneSourceForEachAccount(account: String, name: String, names: [String]) throws {
        let sources = try sample(account, name: name).parse().sources
        #expect(sources.map(\.name) == names)
        for source in sources { #expect(names.count == 1 || source.name.contains(source.account)) }
    }

    @Test func allElseIsTheSame() throws {
        var sources = try sample("'prod-*'").parse().sources
        #expect(sources.map(\.account) == ["prod-1", "prod-2"])
        for index in sources.indices { (sources[index].name, sources[index].account) = ("", "") }
        #expect(sources[0] == sources[1])
    }

    @Test func routesCanNameEachOfThem() throws {
        var sample = sample("'prod-*'")
        sample.route = "{sinks: [log], routes: [{match: {source: risk@prod-2}}]}"
        #expect(sample.complaints() == [])
        sample.route = "{sinks: [log], routes: [{match: {source: risk}}]}"
        #expect(sample.complaints().count == 1)
    }

    @Test(arguments: [
        (
            "'team-*'", "risk",
            "c.yaml:4:46: sources[0].account: \"team-*\" matches no account (there are prod-1, prod-2, test.1)"
        ),
        ("'/(/'", "risk", "c.yaml:4:46: sources[0].account: the regular expression does not compile"),
        (
            "[prod-1, prod-3]", "risk",
            "c.yaml:4:55: sources[0].account[1]: there is no account \"prod-3\" (did you mean \"prod-1\"?)"
        ),
        ("[]", "risk", "c.yaml:4:46: sources[0].account: must not be empty"),
        ("'prod-*'", "{name}", "c.yaml:4:10: sources[0].name: \"{name}\" is not a name"),
        ("'prod-*'", "-{account}", "c.yaml:4:10: sources[0].name: \"-{account}\" is not a name"),
    ]) func mistakeIsNamedWithItsPlace(account: String, name: String, complaint: String) {
        let complaints = sample(account, name: name).complaints()
        #expect(complaints.count == 1 && complaints.first?.hasPrefix(complaint) == true, "\(complaints)")
    }

    @Test func twoOfOneNameAreAMistake() {
        var sample = sample("'prod-*'", name: "{account}")
        sample.source += "\n- {name: prod-2, type: risk_checks, account: prod-2}"
        #expect(sample.complaints() == ["c.yaml:5:10: sources[1].name: another source has this name (on line 4)"])
        sample.source =
            "{name: prod-2, type: risk_checks, account: prod-2}\n- {name: '{account}', type: risk_checks, account: '*'}"
        #expect(
            sample.complaints() == ["c.yaml:5:10: sources[1].name: another source is called \"prod-2\" (on line 4)"])
    }

    @Test func aPatternInARouteIsExplained() {
        var sample = sample("prod-1")
        sample.route = "{sinks: [log], routes: [{match: {account: 'prod-*'}}]}"
        #expect(
            sample.complaints() == [
                "c.yaml:7:50: route.routes[0].match.account: there is no account \"prod-*\" (any characters are .* in /regex/)"
            ])
    }

    @Test func soManySourcesFitAndNoMore() throws {
        func text(_ entries: Int) -> String {
            let rows = (1...1000).map { "  - {name: a\($0)}\n" }.joined()
            let sources = (1...entries).map { "- {name: s\($0), type: acl_checks, account: '*'}\n" }.joined()
            return """
                accounts:
                - region: cn-hangzhou
                  each:
                \(rows)sources:
                \(sources)sinks: [{name: log, type: stdout}]
                route: {sinks: [log]}
                """
        }
        #expect(try Configuration.parse(text(5), file: "c.yaml", environment: [:]).sources.count == 5000)
        #expect(throws: ConfigurationErrors.self) {
            try Configuration.parse(text(6), file: "c.yaml", environment: [:])
        }
    }

    @Test(arguments: [
        ("risk_checks", "", Duration.seconds(8 * 86_400)), ("acl_checks", "", .seconds(31 * 86_400)),
        ("risk_checks", ", stale_after: 2d", .seconds(2 * 86_400)), ("acl_checks", ", stale_after: off", nil),
        ("acl_checks", ", stale_after: \"off\"", nil),
    ]) func howOldAnswersMayBe(type: String, text: String, limit: Duration?) throws {
        let sample = Sample(source: "{name: s, type: \(type), account: prod\(text)}")
        #expect(try sample.parse().sources.map(\.staleAfter) == [limit])
    }
}
