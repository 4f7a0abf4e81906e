/// ListCheckResult, which the vendor names as the successor of DescribeRiskCheckResult.
package enum CheckResultAPI: CheckListAPI {
    package typealias Filter = CheckResultFilter
    package typealias Page = CheckResultPage

    package static let action = Action.listCheckResult
    package static let otherReasonForNone = "or the source's filter may leave nothing"
}

/// Security Center's configuration assessment, read through ListCheckResult.
package typealias CheckResultSource = CheckListSource<CheckResultAPI>
