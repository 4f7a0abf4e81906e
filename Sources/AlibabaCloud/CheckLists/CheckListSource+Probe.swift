import BridgeCore

extension CheckListSource: ProbedSource {
    /// What the source asks the vendor.
    package static var actions: [Action] { [API.action] }

    package func probe() async throws -> [ActionProbe] {
        do {
            let page = try await client.answer(to: smallestCall) { bytes throws(AnswerError) in
                try API.Page(decoding: bytes)
            }
            return [ActionProbe(API.action, Self.finding(page))]
        } catch let error as SourceError {
            return [ActionProbe(API.action, .failed(error))]
        }
    }

    private var smallestCall: APICall {
        var query = options.filter.queries.first ?? []
        query.append("Lang", options.language)
        query.append("CurrentPage", 1)
        query.append("PageSize", 1)
        return APICall(API.action, query: query, subject: "page 1 of size 1")
    }

    private static func finding(_ page: API.Page) -> ActionProbe.Finding {
        let count = page.totalCount ?? Int64(page.rows.count)
        guard count == 0 else { return .answered("\(count) checks") }
        return .empty(
            "no checks",
            advice: "If Security Center's console shows some: its data may be in the vendor's other data centre "
                + "(set endpoints.security_center to tds.cn-shanghai.aliyuncs.com or tds.ap-southeast-1.aliyuncs.com), "
                + "\(API.otherReasonForNone).")
    }
}
