import AlibabaCloud
import Testing

@Suite struct RiskCheckFilterTests {
    @Test(arguments: [
        (RiskCheckFilter(), ""),
        (RiskCheckFilter(groupIDs: [4, 1, 4]), "group_ids=1,4"),
        (RiskCheckFilter(groupIDs: [1, 4]), "group_ids=1,4"),
        (
            RiskCheckFilter(itemIDs: ["2", "10"], assetTypes: ["RDS", "ECS"], name: "a,b & c", queryFlag: "enabled"),
            "asset_types=ECS,RDS&item_ids=10,2&name=a%2Cb%20%26%20c&query_flag=enabled"
        ),
    ])
    func fingerprintIsOneSpelling(filter: RiskCheckFilter, fingerprint: String) {
        #expect(filter.fingerprint == fingerprint)
    }
}
