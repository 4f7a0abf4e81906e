import BridgeCore

extension CheckResultSource: ProbedSource {
    /// What the source asks the vendor.
    package static let actions: [Action] = [.listCheckResult]

    package func probe() async throws -> [ActionProbe] {
        do {
            let page = try await client.answer(to: smallestCall) { bytes throws(AnswerError) in
                try CheckResultPage(decoding: bytes)
            }
            return [ActionProbe(.listCheckResult, Self.finding(page))]
        } catch let error as SourceError {
            return [ActionProbe(.listCheckResult, .failed(error))]
        }
    }

    private var smallestCall: APICall {
        var query = options.filter.queries.first ?? []
        query.append("Lang", options.language)
        query.append("CurrentPage", 1)
        query.append("PageSize", 1)
        return APICall(.listCheckResult, query: query, subject: "page 1 of size 1")
    }

    private static func finding(_ page: CheckResultPage) -> ActionProbe.Finding {
        let count = page.totalCount ?? Int64(page.checks.count)
        guard count == 0 else { return .answered("\(count) checks") }
        return .empty(
            "no checks",
            advice: "If Security Center's console shows some: its data may be in the vendor's other data centre "
                + "(set endpoints.security_center to tds.cn-shanghai.aliyuncs.com or tds.ap-southeast-1.aliyuncs.com), "
                + "or the source's filter may leave nothing.")
    }
}
