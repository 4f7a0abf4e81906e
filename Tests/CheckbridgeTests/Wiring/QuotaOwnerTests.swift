import Testing

@testable import checkbridge

@Suite struct QuotaOwnerTests {
    private func owners(_ accounts: String...) throws -> [QuotaOwner] {
        try Sample(account: accounts.joined(separator: "\n- "), source: "{name: s, type: acl_checks, account: '*'}")
            .parse().accounts.map(\.quotaOwner)
    }

    @Test func theNumberOfAnAccountDecidesWhoseQuotaItIs() throws {
        let owners = try owners(
            "{name: a, region: cn-hangzhou, id: 1000000000000001}",
            "{name: b, region: ap-southeast-1, credentials: {role_arn: 'acs:ram::1000000000000001:role/x'}}",
            "{name: c, region: cn-hangzhou, credentials: {role_arn: 'acs:ram::1000000000000002:role/x'}}")
        #expect(owners == [.number("1000000000000001"), .number("1000000000000001"), .number("1000000000000002")])
    }

    @Test func whatIsNotKnownIsTakenToBeAnAccountOfItsOwn() throws {
        let owners = try owners("{name: a, region: cn-hangzhou}", "{name: b, region: cn-hangzhou}")
        #expect(owners == [.name("a"), .name("b")])
    }
}
