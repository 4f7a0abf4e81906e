import Testing

@testable import checkbridge

@Suite struct SourceFactoryTests {
    @Test func entriesOfOneAccountShareOneRate() throws {
        let accounts = try Sample(
            account: "{region: cn-hangzhou, each: [{name: a, id: 1001}, {name: b, id: 1001, qps: 3}, {name: c}]}",
            source: "{name: s, type: acl_checks, account: '*'}"
        ).parse().accounts
        #expect(SourceFactory.limiters(for: accounts).count == 2)
    }
}
