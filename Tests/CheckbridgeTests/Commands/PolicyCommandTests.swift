import BridgeCore
import TestSupport
import Testing

/// `checkbridge policy` as a user runs it.
@Suite(.timeLimit(.minutes(1)))
struct PolicyCommandTests {
    private let folder: TemporaryFolder
    private let config: String

    init() throws {
        folder = try TemporaryFolder()
        config = try folder.write(
            """
            accounts:
            - {name: prod, region: cn-hangzhou, credentials: {role_arn: "acs:ram::111:role/watch"}}
            - {name: dev, region: cn-hangzhou}
            sources:
            - {name: prod-risk, type: risk_checks, account: prod}
            - {name: dev-acl, type: acl_checks, account: dev}
            sinks: [{name: out, type: stdout}]
            route: {sinks: [out]}
            """, to: "checkbridge.yaml")
    }

    private func policy(_ arguments: String...) async throws -> Program.Outcome {
        try await Program().run(["policy", "--config", config] + arguments)
    }

    @Test func oneAccountsDocumentIsAllOfStdout() async throws {
        let outcome = try await policy("--account", "dev")
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                {
                  "Version": "1",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "yundun-cloudfirewall:DescribeAclCheck",
                        "yundun-cloudfirewall:DescribeAclChecks"
                      ],
                      "Resource": "*"
                    }
                  ]
                }

                """)
        #expect(outcome.errors.contains("AliyunYundunCloudFirewallReadOnlyAccess"))
        #expect(!outcome.errors.contains("AliyunSTSAssumeRoleAccess"))
    }

    @Test func aRoleAsksForASecondDocument() async throws {
        let outcome = try await policy("--account", "prod", "--json")
        let policies = try #require(try JSONValue(parsing: outcome.output)["policies"]?.array)
        #expect(policies.map { $0["holder"]?.string } == ["account", "assuming"])
        let statement = policies.last?["policy"]?["Statement"]?.array?.first
        #expect(statement?["Action"]?.array?.compactMap(\.string) == ["sts:AssumeRole"])
        #expect(statement?["Resource"]?.string == "acs:ram:*:111:role/watch")
        #expect(outcome.errors.contains("trust policy"))
    }

    @Test func withoutAnAccountAllDocumentsAreToldWithWhomTheyAreFor() async throws {
        let outcome = try await policy()
        #expect(outcome.status == 0)
        let titles = ["signs in for: prod", "signs in for: dev", "assumes the role of: prod"]
        for title in titles { #expect(outcome.errors.contains(title), "\(outcome.errors)") }
    }

    @Test func anAccountThatIsNotThereIsAnError() async throws {
        let outcome = try await policy("--account", "prodd")
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(outcome.errors.contains("did you mean \"prod\""))
    }
}
