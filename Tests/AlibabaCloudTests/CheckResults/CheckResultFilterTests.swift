import AlibabaCloud
import Testing

@Suite struct CheckResultFilterTests {
    @Test(arguments: [
        (CheckResultFilter(), "api=ListCheckResult"),
        (CheckResultFilter(checkIDs: ["4", "1", "4"]), "api=ListCheckResult&check_ids=1,4"),
        (
            CheckResultFilter(
                checkIDs: ["2"], assetTypes: ["RDS", "ECS"], standardIDs: ["7"], vendors: ["AWS"], name: "a,b"),
            "api=ListCheckResult&asset_types=ECS,RDS&check_ids=2&name=a%2Cb&standard_ids=7&vendors=AWS"
        ),
    ])
    func fingerprintIsOneSpelling(filter: CheckResultFilter, fingerprint: String) {
        #expect(filter.fingerprint == fingerprint)
    }

    @Test func noFilterIsNotThePredecessorsNoFilter() {
        #expect(CheckResultFilter().fingerprint != RiskCheckFilter().fingerprint)
    }
}
