/// DescribeRiskCheckResult, which the vendor lists as retired.
package enum RiskCheckAPI: CheckListAPI {
    package typealias Filter = RiskCheckFilter
    package typealias Page = RiskCheckPage

    package static let action = Action.describeRiskCheckResult
    package static let otherReasonForNone =
        "the source's filter may leave nothing, or the retired API may not serve this account any more"
}

/// Security Center's configuration assessment, read through DescribeRiskCheckResult.
package typealias RiskCheckSource = CheckListSource<RiskCheckAPI>
