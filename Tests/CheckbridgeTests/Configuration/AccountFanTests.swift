import BridgeCore
import Testing

@testable import checkbridge

@Suite struct AccountFanTests {
    /// The accounts of `accounts: [entry]`, where files have these contents.
    private func parse(
        _ entry: String, _ files: [String: String] = [:], environment: [String: String] = [:]
    ) throws(ConfigurationErrors) -> Configuration {
        let text = Sample(account: entry, source: "{name: risk, type: risk_checks, account: '/.*/'}").text
        return try Configuration.parse(text, file: "c.yaml", environment: environment) { name, _ in
            files[name].map(TextFile.text) ?? .unreadable
        }
    }

    private func complaints(_ entry: String, _ files: [String: String] = [:]) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try parse(entry, files)
            return []
        } catch {
            return error.problems.map(\.description).filter { !$0.contains("matches no account") }
        }
    }

    @Test func eachRowIsAnAccountOfItsOwn() throws {
        let accounts = try parse(
            """
            name: "prod-{name}"
              region: cn-hangzhou
              qps: 5
              credentials: {role_arn: "acs:ram::{id}:role/checkbridge", session_name: "{name}-{tier}"}
              each:
                - {name: a, id: 1000000000000001, tier: gold}
                - {name: b, id: "1000000000000002", tier: tin, region: ap-southeast-1, qps: 2}
            """
        ).accounts
        #expect(accounts.map(\.name) == ["prod-a", "prod-b"])
        #expect(accounts.map(\.id) == ["1000000000000001", "1000000000000002"])
        #expect(accounts.map(\.region) == ["cn-hangzhou", "ap-southeast-1"])
        #expect(accounts.map(\.requestsPerSecond) == [5, 2])
        let role = CredentialsSpec.Role(
            arn: "acs:ram::1000000000000002:role/checkbridge", sessionName: "b-tin", duration: .seconds(3600))
        #expect(accounts[1].credentials == .role(role, source: .default))
    }

    @Test(arguments: [
        ("a.csv", "name,id,Owner of it,region\na,1001,\"x, y\",cn-beijing\n\nb,1002,,\n"),
        ("a.yaml", "- {name: a, id: 1001, owner: x, region: cn-beijing}\n- name: b\n  id: '1002'\n"),
        ("/etc/a.json", #"[{"name":"a","id":"1001","region":"cn-beijing"},{"name":"b","id":1002}]"#),
    ]) func rowsCanBeInAFile(file: String, text: String) throws {
        let entry = "{region: cn-hangzhou, credentials: {profile: 'p-{name}'}, each_file: \(file)}"
        let accounts = try parse(entry, [file: text.replacing(", owner: x", with: "")]).accounts
        #expect(accounts.map(\.name) == ["a", "b"])
        #expect(accounts.map(\.id) == ["1001", "1002"])
        #expect(accounts.map(\.region) == ["cn-beijing", "cn-hangzhou"])
        #expect(accounts.map(\.credentials) == [.profile("p-a"), .profile("p-b")])
    }

    @Test func variablesAreExpandedInListsAndNotInTables() throws {
        let list = "{region: cn-hangzhou, credentials: {profile: '{p}'}, each: [{name: a, p: '${P}'}]}"
        #expect(try parse(list, environment: ["P": "x{id}"]).accounts.map(\.credentials) == [.profile("x{id}")])
        let table = "{region: cn-hangzhou, credentials: {profile: '{p}'}, each_file: a.csv}"
        #expect(try parse(table, ["a.csv": "name,p\na,$${P}\n"]).accounts.map(\.credentials) == [.profile("$${P}")])
    }

    @Test func otherAccountsStandBesideIt() throws {
        let accounts = try parse("{region: cn-hangzhou, each: [{name: a}, {name: b}]}\n- {name: c, region: cn-beijing}")
        #expect(accounts.accounts.map(\.name) == ["a", "b", "c"])
        #expect(
            accounts.fanned.map(\.description) == [
                "accounts[0] (line 2): 2 accounts: a, b", "sources[0] (line 5): 3 sources: risk@a, risk@b, risk@c",
            ])
    }

    @Test(arguments: [
        ("{region: cn-hangzhou, each: []}", "c.yaml:2:31: accounts[0].each: must not be empty"),
        ("{region: cn-hangzhou, each: {name: a}}", "c.yaml:2:31: accounts[0].each: must be a list, but is a mapping"),
        ("{region: cn-hangzhou, each: [a]}", "c.yaml:2:32: accounts[0].each[0]: must be a mapping, but is a text"),
        (
            "{region: cn-hangzhou, each: [{name: [a]}]}",
            "c.yaml:2:39: accounts[0].each[0].name: must be a text, but is a list"
        ),
        (
            "{region: cn-hangzhou, each: [{name: a}, {name: a}]}",
            "c.yaml:2:50: accounts[0].each[1].name: another account has this name (on line 2)"
        ),
        (
            "{region: cn-hangzhou, each: [{name: a, rgion: cn-beijing}]}",
            "c.yaml:2:42: accounts[0].each[0].rgion: unknown key (did you mean \"region\"?)"
        ),
        (
            "{each: [{name: a, region: Beijing}]}",
            "c.yaml:2:29: accounts[0].each[0].region: \"Beijing\" is not a region (as in cn-hangzhou, ap-southeast-1)"
        ),
        (
            "{each: [{name: a, region: cn-beijing}, {name: b}, {name: c}]}",
            """
            c.yaml:2:3: accounts[0].region: the key is missing (The account's region, as in cn-hangzhou; \
            for accounts[0].each[1])
            """
        ),
        (
            "{region: cn-hangzhou, credentials: {role_arn: 'acs:ram::{id}:role/x'}, each: [{name: a, id: 1001}, {name: b}]}",
            "c.yaml:2:49: accounts[0]: there is no value for {id} (it has name; for accounts[0].each[1])"
        ),
        (
            "{region: cn-hangzhou, credentials: {role_arn: 'role/{id}'}, each: [{name: a, id: 1001}, {name: b, id: 1002}]}",
            """
            c.yaml:2:49: accounts[0].credentials.role_arn: "role/1001" is not the ARN of a role \
            (as in acs:ram::123456789012:role/checkbridge; for accounts[0].each[0])
            """
        ),
        (
            "{region: cn-hangzhou, each: [{name: a, id: x}]}",
            "c.yaml:2:46: accounts[0].each[0].id: \"x\" is not an account's number (digits, as in 1234567890123456)"
        ),
        (
            "{region: cn-hangzhou, each: [{name: a}], each_file: a.csv}",
            "c.yaml:2:55: accounts[0].each_file: cannot be combined with \"each\" (give only one of them)"
        ),
        (
            "{region: cn-hangzhou, each_file: gone.csv}",
            """
            c.yaml:2:36: accounts[0].each_file: the file cannot be read \
            (a relative path is relative to the configuration file's folder)
            """
        ),
        (
            "{region: cn-hangzhou, each_file: empty.csv}",
            "empty.csv:1:1: has no line below its headings (as in name,id,region)"
        ),
        (
            "{region: cn-hangzhou, each_file: twice.csv}",
            "twice.csv:4:1: name: another account has this name (on line 2)"
        ),
        (
            "{region: cn-hangzhou, each_file: open.csv}",
            "open.csv:2:1: a quote in this record is never closed (a quote within quotes is written twice)"
        ),
        (
            "{region: cn-hangzhou, each_file: wide.csv}",
            "wide.csv:3:1: has 3 fields, but there are 2 headings (a field with a comma stands in double quotes)"
        ),
        (
            "{region: cn-hangzhou, each_file: headings.csv}", "headings.csv:1:1: the heading \"name\" is there twice"
        ),
        (
            "{region: cn-hangzhou, each_file: broken.yaml}",
            "broken.yaml:1:4: this is no YAML: found character that cannot start any token"
        ),
    ]) func mistakeIsNamedWithItsPlace(entry: String, complaint: String) {
        let files = [
            "empty.csv": "name,id\n", "twice.csv": "name\na\nb\na\n", "broken.yaml": "- [%]",
            "open.csv": "name,id\na,\"1001\nb,1002\n", "wide.csv": "name,id\na,1001\nb,1002,1003\n",
            "headings.csv": "name,name\na,b\n",
        ]
        let complaints = complaints(entry, files)
        #expect(complaints.count == 1, "\(complaints)")
        #expect(complaints.first?.hasPrefix(complaint) == true, "\(complaints)")
    }

    @Test func aFileThatEachNeedsIsWarnedOfOnce() throws {
        let keys = "{access_key_id: a, access_key_secret_file: '/nowhere/{name}'}"
        let configuration = try parse("{region: cn-hangzhou, credentials: \(keys), each: [{name: a}, {name: b}]}")
        #expect(configuration.files.map(\.target) == ["/nowhere/a", "/nowhere/b"])
        #expect(configuration.unreadableFiles(file: "c.yaml").count == 1)
    }

    @Test func aLongListIsShownShort() throws {
        let rows = (1...6).map { "{name: a\($0)}" }.joined(separator: ", ")
        let fanned = try parse("{region: cn-hangzhou, each: [\(rows)]}").fanned
        #expect(fanned.first?.description == "accounts[0] (line 2): 6 accounts: a1, a2, a3, ... a6")
    }

    @Test func soManyAccountsFitAndNoMore() throws {
        let entry = "{region: cn-hangzhou, credentials: {role_arn: 'acs:ram::{id}:role/x'}, each_file: a.csv}"
        func table(_ count: Int) -> String { "name,id\n" + (1...count).map { "a\($0),\(1000 + $0)\n" }.joined() }
        #expect(try parse(entry, ["a.csv": table(1000)]).accounts.count == 1000)
        #expect(
            complaints(entry, ["a.csv": table(1001)]) == [
                "c.yaml:2:3: accounts[0]: there are more than 1000 accounts from here on"
            ])
    }
}
