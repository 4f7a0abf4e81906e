import BridgeCore

extension RiskCheckSource: ProbedSource {
    /// What the source asks the vendor.
    package static let actions: [Action] = [.describeRiskCheckResult]

    package func probe() async throws -> [ActionProbe] {
        do {
            let page = try await client.answer(to: smallestCall) { bytes throws(AnswerError) in
                try RiskCheckPage(decoding: bytes)
            }
            return [ActionProbe(.describeRiskCheckResult, Self.finding(page))]
        } catch let error as SourceError {
            return [ActionProbe(.describeRiskCheckResult, .failed(error))]
        }
    }

    private var smallestCall: APICall {
        var query = options.filter.queries.first ?? []
        query.append("Lang", options.language)
        query.append("CurrentPage", 1)
        query.append("PageSize", 1)
        return APICall(.describeRiskCheckResult, query: query, subject: "page 1 of size 1")
    }

    private static func finding(_ page: RiskCheckPage) -> ActionProbe.Finding {
        let count = page.totalCount ?? Int64(page.items.count)
        guard count == 0 else { return .answered("\(count) checks") }
        return .empty(
            "no checks",
            advice: "If Security Center's console shows some: its data may be in the vendor's other data centre "
                + "(set endpoints.security_center to tds.cn-shanghai.aliyuncs.com or tds.ap-southeast-1.aliyuncs.com), "
                + "the source's filter may leave nothing, or the retired API may not serve this account any more.")
    }
}
