/// Leads each request to the endpoint that it is for.
package struct Switchboard: Sendable {
    private let endpoints: [String: [ConsoleRequest.Method: Endpoint]]
    private let gatekeeper: Gatekeeper
    private let dress: @Sendable (Reply, ConsoleRequest) -> Reply

    /// - Parameter dress: gives what is wrong another form, for who wants it.
    package init(
        _ endpoints: [Endpoint], _ gatekeeper: Gatekeeper,
        dress: @escaping @Sendable (Reply, ConsoleRequest) -> Reply = { reply, _ in reply }
    ) {
        let byPath = Dictionary(grouping: endpoints, by: \.path)
        self.endpoints = byPath.mapValues { endpoints in
            Dictionary(endpoints.map { ($0.method, $0) }, uniquingKeysWith: { _, last in last })
        }
        self.gatekeeper = gatekeeper
        self.dress = dress
    }

    package func answer(_ request: ConsoleRequest) async -> Reply {
        dress(await plainAnswer(to: request), request)
    }

    private func plainAnswer(to request: ConsoleRequest) async -> Reply {
        // What is there at all is nobody's business without the token.
        guard let methods = endpoints[request.path] else {
            return gatekeeper.objection(to: request, access: .read) ?? .problem(404, "there is nothing at this path")
        }
        guard let endpoint = methods[request.method == .head ? .get : request.method] else {
            var reply = Reply.problem(405, "this path takes another method")
            reply.more = [("allow", methods.keys.map(\.rawValue).sorted().joined(separator: ", "))]
            return gatekeeper.objection(to: request, access: .read) ?? reply
        }
        if let objection = gatekeeper.objection(to: request, access: endpoint.access) { return objection }
        return await endpoint.answer(request)
    }
}
