import BridgeCore
import Testing

@testable import checkbridge

@Suite struct PolicyPlanTests {
    private func plan(_ text: String, only: String? = nil) throws -> PolicyPlan {
        PolicyPlan(try Configuration.parse(text, file: "c.yaml", environment: [:]), only: only)
    }

    private static let rest = "sinks: [{name: log, type: stdout}]\nroute: {sinks: [log]}\n"
    private static let risk = ["yundun-sas:DescribeRiskCheckResult"]
    private static let acl = ["yundun-cloudfirewall:DescribeAclCheck", "yundun-cloudfirewall:DescribeAclChecks"]

    private static let two = """
        accounts: [{name: a, region: cn-hangzhou}, {name: b, region: cn-hangzhou}, {name: c, region: cn-hangzhou}]
        sources:
        - {name: a-risk, type: risk_checks, account: a}
        - {name: a-acl, type: acl_checks, account: a}
        - {name: b-risk, type: risk_checks, account: b}
        - {name: c-risk, type: risk_checks, account: c}
        \(rest)
        """

    private static let roles = """
        accounts:
        - {name: a, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::111:role/watch', source: {profile: hub}}}
        - {name: b, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::222:role/watch', source: {profile: hub}}}
        - {name: c, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::333:role/watch', source: {profile: other}}}
        - {name: d, region: cn-hangzhou, credentials: {ecs_ram_role: null}}
        sources:
        - {name: a-risk, type: risk_checks, account: a}
        - {name: b-risk, type: risk_checks, account: b}
        - {name: c-risk, type: risk_checks, account: c}
        - {name: d-risk, type: risk_checks, account: d}
        \(rest)
        """

    @Test func accountsThatNeedTheSameShareADocument() throws {
        #expect(
            try plan(Self.two).entries == [
                .init(policy: RAMPolicy(actions: Self.acl + Self.risk), holder: .accounts(["a"])),
                .init(policy: RAMPolicy(actions: Self.risk), holder: .accounts(["b", "c"])),
            ])
    }

    @Test func oneAccountIsAskedAboutByName() throws {
        #expect(
            try plan(Self.two, only: "c").entries
                == [.init(policy: RAMPolicy(actions: Self.risk), holder: .accounts(["c"]))])
    }

    @Test func noDocumentIsLongerThanRAMTakes() throws {
        let role = "acs:ram::{id}:role/" + String(repeating: "r", count: 64)
        let rows = (0..<130).map { "{name: a\($0), id: '\(1_000_000_000_000_000 + $0)'}" }.joined(separator: ", ")
        let entries = try plan(
            """
            accounts: [{region: cn-hangzhou, credentials: {role_arn: '\(role)'}, each: [\(rows)]}]
            sources: [{name: risk, type: risk_checks, account: '*'}]
            \(Self.rest)
            """
        ).entries
        #expect(entries.map(\.holder.accounts.count) == [130, 60, 60, 10])
        #expect(entries.allSatisfy { $0.policy.json.line.count <= 6144 })
    }

    @Test func whoeverAssumesRolesMayAssumeThoseAndNoOthers() throws {
        let assuming = try plan(Self.roles).entries.dropFirst()
        #expect(
            Array(assuming) == [
                .init(
                    policy: RAMPolicy(
                        actions: ["sts:AssumeRole"],
                        on: ["acs:ram:*:111:role/watch", "acs:ram:*:222:role/watch"]),
                    holder: .assuming(["a", "b"], role: nil)),
                .init(
                    policy: RAMPolicy(actions: ["sts:AssumeRole"], on: ["acs:ram:*:333:role/watch"]),
                    holder: .assuming(["c"], role: nil)),
            ])
    }

    @Test func aRoleThatAssumesAnotherHasAPolicyOfItsOwn() throws {
        let text = Self.roles.replacing(
            "source: {profile: other}",
            with: "source: {role_arn: 'acs:ram::999:role/hub', source: {profile: hub}}")
        let assuming = try plan(text, only: "c").entries.dropFirst()
        #expect(
            Array(assuming) == [
                .init(
                    policy: .assuming(["acs:ram::333:role/watch"]),
                    holder: .assuming(["c"], role: "acs:ram::999:role/hub")),
                .init(policy: .assuming(["acs:ram::999:role/hub"]), holder: .assuming(["c"], role: nil)),
            ])
    }

    @Test func anAccountThatNothingAsksNeedsNothing() throws {
        let text = Self.two.replacing("account: c}", with: "account: b}")
        #expect(try plan(text, only: "c").entries == [])
    }

    @Test func theDocumentIsReadyToPaste() {
        #expect(
            RAMPolicy(actions: Self.risk + Self.acl).json.indented == """
                {
                  "Version": "1",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "yundun-cloudfirewall:DescribeAclCheck",
                        "yundun-cloudfirewall:DescribeAclChecks",
                        "yundun-sas:DescribeRiskCheckResult"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """)
        #expect(
            RAMPolicy.assuming(["acs:ram::2:role/b", "acs:ram::1:role/a"]).json.line
                == #"{"Version":"1","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"#
                + #""Resource":["acs:ram:*:1:role/a","acs:ram:*:2:role/b"]}]}"#)
    }

    @Test func programsGetWhoEachDocumentIsFor() throws {
        let policies = try #require(try plan(Self.roles).json["policies"]?.array)
        #expect(policies.map { $0["holder"]?.string } == ["account", "assuming", "assuming"])
        #expect(policies.map { $0["accounts"]?.array?.count } == [4, 2, 1])
    }
}
