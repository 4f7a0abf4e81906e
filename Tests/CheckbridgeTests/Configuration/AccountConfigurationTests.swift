import BridgeCore
import Testing

@testable import checkbridge

@Suite struct AccountConfigurationTests {
    private func account(_ text: String) throws -> AccountConfiguration {
        let configuration = try Sample(account: "{name: prod, region: cn-hangzhou, \(text)}").parse()
        return try #require(configuration.accounts.first)
    }

    @Test func defaultsAreTheVendors() throws {
        let account = try account("")
        #expect(account.requestsPerSecond == 10)
        #expect(account.credentials == .default)
        #expect(account.endpoints == AccountConfiguration.Endpoints())
    }

    private static let role = CredentialsSpec.Role(arn: "acs:ram::1:role/a", duration: .seconds(3600))

    @Test(
        arguments: [
            ("default", .default), ("environment", .environment),
            (
                "{access_key_id: a, access_key_secret_file: /b, security_token: c}",
                .accessKey(id: .literal("a"), secret: .file("/b"), securityToken: .literal("c"))
            ),
            (
                "{access_key_id_file: /a, access_key_secret: b}",
                .accessKey(id: .file("/a"), secret: .literal("b"), securityToken: nil)
            ),
            ("{role_arn: 'acs:ram::1:role/a'}", .role(role, source: .default)),
            (
                "{role_arn: 'acs:ram::1:role/a', session_name: me, duration: 15m, source: {ecs_ram_role: r}}",
                .role(
                    .init(arn: "acs:ram::1:role/a", sessionName: "me", duration: .seconds(900)),
                    source: .instanceRole("r"))
            ),
            (
                "{role_arn: 'acs:ram::1:role/a', source: {role_arn: 'acs:ram::1:role/a', source: environment}}",
                .role(role, source: .role(role, source: .environment))
            ),
            ("{profile: p}", .profile("p")), ("{profile: }", .profile(nil)),
            ("{ecs_ram_role: null}", .instanceRole(nil)),
            (
                "{oidc: {role_arn: 'acs:ram::1:role/a', provider_arn: 'acs:ram::1:oidc-provider/k', token_file: /t}}",
                .oidc(role, providerARN: "acs:ram::1:oidc-provider/k", tokenFile: "/t")
            ),
            ("{uri: 'http://metadata.example/x'}", .uri(.literal("http://metadata.example/x"))),
        ] as [(String, CredentialsSpec)]) func everyWayToSignInIsRead(text: String, spec: CredentialsSpec) throws
    {
        #expect(try account("credentials: \(text)").credentials == spec)
    }

    @Test(arguments: [
        "{}", "{role_arn: a}", "{role_arn: 'acs:ram::1:role/a', source: {role_arn: b}}",
        "{access_key_secret: a}", "{profile: a, ecs_ram_role: b}",
    ]) func otherWaysAreNot(text: String) {
        #expect(Sample(account: "{name: prod, region: cn-hangzhou, credentials: \(text)}").complaints().count == 1)
    }

    /// Roles, one assumed with the other.
    private func chain(of count: Int) -> String {
        (0..<count).reduce("default") { source, _ in "{role_arn: 'acs:ram::1:role/a', source: \(source)}" }
    }

    @Test func chainOfRolesHasAnEnd() throws {
        #expect(throws: Never.self) { try account("credentials: \(chain(of: 5))") }
        let complaints = Sample(account: "{name: prod, region: cn-hangzhou, credentials: \(chain(of: 6))}").complaints()
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasSuffix("is one role too many (at most 5 in a chain)") == true)
    }

    @Test func endpointsAreHostsOrURLs() throws {
        let endpoints = try account(
            """
            endpoints: {security_center: tds.aliyuncs.com, cloud_firewall: 'https://a:8443', \
            sts: 'http://127.0.0.1:1', metadata: 'http://100.100.100.200'}
            """
        ).endpoints
        #expect(endpoints.securityCenter == "tds.aliyuncs.com")
        #expect(endpoints.cloudFirewall == "https://a:8443")
        #expect(endpoints.sts == "http://127.0.0.1:1")
        #expect(endpoints.metadata == "http://100.100.100.200")
    }

    @Test(arguments: [
        "allow_http: true, endpoints: {sts: 'http://a.example'}",
        "endpoints: {allow_http: true, sts: 'http://a.example'}",
    ]) func plainHTTPCanBeAllowed(text: String) throws {
        #expect(try account(text).endpoints.sts == "http://a.example")
    }
}
