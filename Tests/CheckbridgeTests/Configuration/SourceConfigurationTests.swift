import BridgeCore
import Testing

@testable import checkbridge

@Suite struct SourceConfigurationTests {
    private func source(_ text: String) throws -> SourceConfiguration {
        try #require(try Sample(source: "{name: s, account: prod, \(text)}").parse().sources.first)
    }

    @Test func riskChecksHaveDefaults() throws {
        let expected = SourceConfiguration(
            name: "s", account: "prod", every: .seconds(300), language: .english, vanishAfter: 2, suspectPolls: 12,
            failingAfter: 3, filter: TransitionFilter(), kind: .riskChecks(.init(pageSize: 100)))
        #expect(try source("type: risk_checks") == expected)
    }

    @Test func riskChecksAreNarrowedAndFiltered() throws {
        let source = try source(
            """
            type: risk_checks, every: 90s, lang: zh, page_size: 20, vanish_after: 1, suspect_polls: 3, failing_after: 5,
              filter: {group_ids: [1, "2"], item_ids: [], asset_types: [ECS], name: n, query_flag: enabled,
              risk_levels: [high, medium], statuses: [failed]}
            """)
        let checks = SourceConfiguration.RiskChecks(
            pageSize: 20, groupIDs: ["1", "2"], itemIDs: [], assetTypes: ["ECS"], name: "n", queryFlag: "enabled")
        let expected = SourceConfiguration(
            name: "s", account: "prod", every: .seconds(90), language: .chinese, vanishAfter: 1, suspectPolls: 3,
            failingAfter: 5, filter: TransitionFilter(severities: [.high, .medium], statuses: ["failed"]),
            kind: .riskChecks(checks))
        #expect(source == expected)
    }

    @Test func checkResultsHaveDefaults() throws {
        let expected = SourceConfiguration(
            name: "s", account: "prod", every: .seconds(300), language: .english, vanishAfter: 2, suspectPolls: 12,
            failingAfter: 3, filter: TransitionFilter(), kind: .checkResults(.init(pageSize: 100)))
        #expect(try source("type: check_results") == expected)
    }

    @Test func checkResultsAreNarrowedAndFiltered() throws {
        let source = try source(
            """
            type: check_results, page_size: 20, filter: {check_ids: [1, "2"], asset_types: [ECS], standard_ids: [7],
              vendors: [ALIYUN], name: n, risk_levels: [high], statuses: [failed, vanished]}
            """)
        let checks = SourceConfiguration.CheckResults(
            pageSize: 20, checkIDs: ["1", "2"], assetTypes: ["ECS"], standardIDs: ["7"], vendors: ["ALIYUN"], name: "n")
        #expect(source.kind == .checkResults(checks))
        #expect(source.filter == TransitionFilter(severities: [.high], statuses: ["failed", "vanished"]))
    }

    @Test(arguments: ["risk_checks", "check_results"]) func eitherMayHaveAShadow(type: String) throws {
        #expect(try source("type: \(type), shadow: true").isShadowed)
        #expect(try !source("type: \(type)").isShadowed)
    }

    @Test(arguments: [
        "type: acl_checks, shadow: true", "type: check_results, filter: {group_ids: [1]}",
        "type: check_results, page_size: 101", "type: check_results, filter: {vendors: [MOON]}",
    ])
    func whatATypeDoesNotHaveIsRefused(text: String) {
        #expect(throws: ConfigurationErrors.self) { try source(text) }
    }

    @Test func aclChecksHaveDefaults() throws {
        let source = try source("type: acl_checks")
        #expect(source.every == .seconds(600))
        #expect(
            source.kind
                == .aclChecks(.init(pageSize: 100, types: ["Internet", "NAT", "VPC", "AddressBook"], taskIDs: [])))
    }

    @Test func aclChecksAreNarrowedAndFiltered() throws {
        let source = try source("type: acl_checks, acl_types: [NAT], task_ids: [1, x], filter: {statuses: [Pending]}")
        #expect(source.kind == .aclChecks(.init(pageSize: 100, types: ["NAT"], taskIDs: ["1", "x"])))
        #expect(source.filter == TransitionFilter(statuses: ["Pending"]))
    }
}
