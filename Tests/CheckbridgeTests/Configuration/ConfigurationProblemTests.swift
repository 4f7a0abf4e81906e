import BridgeCore
import Testing

@testable import checkbridge

@Suite struct ConfigurationProblemTests {
    @Test(arguments: [
        (
            Sample(top: "bselin: silent"),
            "c.yaml:8:1: bselin: unknown key (did you mean \"baseline\"?)"
        ),
        (
            Sample(top: "baseline: loud"),
            "c.yaml:8:11: baseline: \"loud\" is not known here (one of summary, silent, emit)"
        ),
        (Sample(top: "state_dir: 7"), "c.yaml:8:12: state_dir: must be a path, but is a number (put it in quotes)"),
        (Sample(top: "log:"), "c.yaml:8:5: log: must be a mapping, but is nothing"),
        (Sample(top: "listen: here"), "c.yaml:8:9: listen: \"here\" is not an address (host:port, or off)"),
        (Sample(top: "shutdown_timeout: 2h"), "c.yaml:8:19: shutdown_timeout: \"2h\" is out of bounds (from 0s to 1h)"),
        (
            Sample(account: "{name: prod, region: Hangzhou}"),
            "c.yaml:2:24: accounts[0].region: \"Hangzhou\" is not a region (as in cn-hangzhou, ap-southeast-1)"
        ),
        (
            Sample(account: "{name: prod, region: cn-hangzhou, qps: ten}"),
            "c.yaml:2:42: accounts[0].qps: must be a whole number, but is a text"
        ),
        (
            Sample(account: "{name: prod, region: cn-hangzhou, qps: 100001}"),
            "c.yaml:2:42: accounts[0].qps: 100001 is out of bounds (from 1 to 100000)"
        ),
        (
            Sample(account: "{name: prod, region: cn-hangzhou, endpoints: {sts: 'http://sts.example'}}"),
            """
            c.yaml:2:54: accounts[0].endpoints.sts: http:// would send it in the clear \
            (use https://, or set allow_http: true)
            """
        ),
        (
            Sample(account: "{name: prod, region: cn-hangzhou, credentials: {profile: a, uri: 'https://a'}}"),
            "c.yaml:2:50: accounts[0].credentials: profile and uri cannot be combined (give only one of them)"
        ),
        (
            Sample(account: "{name: prod, region: cn-hangzhou}\n- {name: prod, region: cn-beijing}"),
            "c.yaml:3:10: accounts[1].name: another account has this name (on line 2)"
        ),
        (
            Sample(source: "{name: risk, type: risk_checks, account: prd}"),
            "c.yaml:4:44: sources[0].account: there is no account \"prd\" (did you mean \"prod\"?)"
        ),
        (
            Sample(source: "{name: risk, type: risk_checks, account: prod, every: 500ms}"),
            "c.yaml:4:57: sources[0].every: \"500ms\" is out of bounds (from 1s to 1d)"
        ),
        (
            Sample(source: "{name: risk, type: risk_checks, account: prod, every: 5}"),
            "c.yaml:4:57: sources[0].every: \"5\" is not a duration (as in 500ms, 20s, 5m, 1h30m)"
        ),
        (
            Sample(source: "{name: risk, type: acl_check, account: prod}"),
            "c.yaml:4:22: sources[0].type: \"acl_check\" is not known here (did you mean \"acl_checks\"?)"
        ),
        (
            Sample(source: "{name: risk, type: risk_checks, account: prod, filter: {statuses: [Pending]}}"),
            """
            c.yaml:4:70: sources[0].filter.statuses[0]: "Pending" is not known here \
            (one of pass, failed, running, waiting, ignored, falsePositive, vanished)
            """
        ),
        (
            Sample(sink: "{name: log, type: slack}"),
            "c.yaml:6:3: sinks[0].url: the key is missing (The URL of an incoming webhook; or url_file)"
        ),
        (
            Sample(sink: "{name: log, type: slack, url: 'http://a.example'}"),
            "c.yaml:6:33: sinks[0].url: http:// would send it in the clear (use https://, or set allow_http: true)"
        ),
        (
            Sample(sink: "{name: log, type: slack, url: 'https://a.example', url_file: /a}"),
            "c.yaml:6:64: sinks[0].url_file: cannot be combined with \"url\" (give only one of them)"
        ),
        (
            Sample(sink: "{name: log, type: stdout, timezone: Asia/Shangai}"),
            "c.yaml:6:39: sinks[0].timezone: \"Asia/Shangai\" is not a time zone (did you mean \"Asia/Shanghai\"?)"
        ),
        (
            Sample(sink: "{name: log, type: webhook, url: 'https://a.example', headers: {Host: a}}"),
            "c.yaml:6:66: sinks[0].headers.Host: cannot be set"
        ),
        (
            Sample(route: "{sinks: [lgo]}"),
            "c.yaml:7:17: route.sinks[0]: there is no sink \"lgo\" (did you mean \"log\"?)"
        ),
        (
            Sample(route: "{}"),
            "c.yaml:7:8: route.sinks: the key is missing (Where everything goes that no route takes; [] is nowhere)"
        ),
        (
            Sample(route: "{sinks: [log], match: {}}"),
            "c.yaml:7:23: route.match: unknown key (the keys here are sinks, routes)"
        ),
        (
            Sample(route: "{sinks: [log], routes: [{match: {kind: '/(/'}}]}"),
            "c.yaml:7:47: route.routes[0].match.kind: the regular expression does not compile"
        ),
        (
            Sample(route: "{sinks: [log], routes: [{match: {severity: hihg}}]}"),
            "c.yaml:7:51: route.routes[0].match.severity: \"hihg\" is never the severity of an event (did you mean \"high\"?)"
        ),
        (
            Sample(route: "{sinks: [log], routes: [{match: {type: source.failing}}]}"),
            """
            c.yaml:7:47: route.routes[0].match.type: "source.failing" is never the type of an event \
            (did you mean "io.checkbridge.source.failing"?)
            """
        ),
        (
            Sample(route: "{sinks: [log], routes: [{match: {source: gone}}]}"),
            "c.yaml:7:49: route.routes[0].match.source: there is no source \"gone\" (there are risk)"
        ),
        (
            Sample(route: "{sinks: [log], routes: [{match: {id: []}}]}"),
            "c.yaml:7:45: route.routes[0].match.id: must not be empty"
        ),
        (
            Sample(top: "baseline: emit\nbaseline: silent"),
            "c.yaml:9:1: baseline: the key is given twice (first on line 8)"
        ),
        (
            Sample(route: "{sinks: [log], 'sinks': []}"),
            "c.yaml:7:23: route.sinks: the key is given twice (first on line 7)"
        ),
        (
            Sample(top: "state_dir: ${DIR}"),
            "c.yaml:8:12: state_dir: the environment variable DIR is not set (set it, or give a default: ${DIR:-...})"
        ),
        (
            Sample(top: "state_dir: \"${DIR\""),
            "c.yaml:8:12: state_dir: \"${\" without \"}\" (write $$ for a dollar sign)"
        ),
        (
            Sample(top: "log: {level: ${LEVEL}}"),
            "c.yaml:8:15: this is no YAML: did not find expected ',' or '}' (within { } and [ ], put a text with ${...} in quotes)"
        ),
        (
            Sample(top: "? [a, b]\n: c"),
            """
            c.yaml:8:3: ***: unknown key (the keys here are state_dir, allow_network_state_dir, listen, heartbeat, egress, core_dumps, log, \
            baseline, shutdown_timeout, on_damage, accounts, sources, sinks, route)
            """
        ),
        (Sample(top: "  log: {}"), "c.yaml:8:3: this is no YAML: did not find expected key"),
        (Sample(top: "log: *gone"), "c.yaml:8:6: this is no YAML: found undefined alias"),
    ]) func mistakeIsNamedWithItsPlace(sample: Sample, complaint: String) {
        #expect(sample.complaints() == [complaint])
    }

    @Test func allMistakesComeAtOnceInTheOrderOfTheText() {
        let sample = Sample(
            top: "baseline: loud\nqps: 3", account: "{name: prod, name: prod, qps: 0}",
            source: "{name: risk, type: risk_checks, account: gone, every: soon}",
            sink: "{name: log, type: stdout, url: a}", route: "{sinks: [gone, log], routes: [{mach: {}}]}")
        #expect(
            sample.complaints() == [
                "c.yaml:2:3: accounts[0].region: the key is missing (The account's region, as in cn-hangzhou)",
                "c.yaml:2:16: accounts[0].name: the key is given twice (first on line 2)",
                "c.yaml:2:33: accounts[0].qps: 0 is out of bounds (from 1 to 100000)",
                "c.yaml:4:44: sources[0].account: there is no account \"gone\" (there are prod)",
                "c.yaml:4:57: sources[0].every: \"soon\" is not a duration (as in 500ms, 20s, 5m, 1h30m)",
                """
                c.yaml:6:29: sinks[0].url: unknown key (the keys here are name, rate, concurrency, max_age, lang, \
                timezone, allow_http, timeout, proxy, proxy_file, headers, tls, fallback, type)
                """,
                "c.yaml:7:17: route.sinks[0]: there is no sink \"gone\" (there are log)",
                "c.yaml:7:39: route.routes[0].mach: unknown key (did you mean \"match\"?)",
                "c.yaml:8:11: baseline: \"loud\" is not known here (one of summary, silent, emit)",
                """
                c.yaml:9:1: qps: unknown key (the keys here are state_dir, allow_network_state_dir, listen, heartbeat, egress, core_dumps, log, baseline, shutdown_timeout, \
                on_damage, accounts, sources, sinks, route)
                """,
            ])
    }

    @Test(arguments: [
        ("", "the file is empty"), ("- a", "must be a mapping, but is a list"),
        ("a", "must be a mapping, but is a text"),
    ])
    func whatIsNoMappingIsNoConfiguration(text: String, message: String) {
        #expect(
            throws: ConfigurationErrors([
                .init(file: "c.yaml", place: .init(line: 1, column: 1), path: "", message: message)
            ])
        ) { try Configuration.parse(text, file: "c.yaml", environment: [:]) }
    }

    @Test func everyKeyThatIsGivenTwiceIsNamed() {
        let twins = Sample(top: "q: 1\nq: 2\nz: 1\nz: 2\nz: 3").complaints().filter { $0.contains("twice") }
        #expect(
            twins == [
                "c.yaml:9:1: q: the key is given twice (first on line 8)",
                "c.yaml:11:1: z: the key is given twice (first on line 10)",
                "c.yaml:12:1: z: the key is given twice (first on line 10)",
            ])
    }

    @Test func missingFileIsAProblemLikeAnyOther() {
        let problem = ConfigurationProblem(
            file: "/nowhere/c.yaml", place: .init(line: 1, column: 1), path: "", message: "the file cannot be read",
            hint: "does it exist, and may this user read it?")
        #expect(throws: ConfigurationErrors([problem])) { try Configuration.load("/nowhere/c.yaml", environment: [:]) }
    }

    @Test func aliasesCannotMakeADocumentHuge() {
        let bomb = (1...9).map {
            "x\($0): &x\($0) [\(Array(repeating: $0 == 1 ? "a" : "*x\($0 - 1)", count: 9).joined(separator: ","))]"
        }
        let sample = Sample(top: bomb.joined(separator: "\n"))
        #expect(sample.complaints() == ["c.yaml:1:1: the document is too deep or has too many values"])
    }

    @Test func linesHaveALimit() {
        let sample = Sample(top: (0..<500).map { "unknown\($0): 1" }.joined(separator: "\n"))
        #expect(sample.complaints().count == ConfigurationErrors.limit)
    }
}
