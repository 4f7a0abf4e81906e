/// Decides which sinks an event goes to.
package struct Router: Sendable, Equatable {
    private let root: Route
    /// What the routes look at, and so all that a subject must tell.
    let fields: Set<RouteField>

    /// - Parameter root: it takes every event, so its own matcher is not asked.
    package init(root: Route) {
        self.root = root
        fields = root.routes.reduce(into: []) { $0.formUnion($1.fields) }
    }

    package func decide(_ subject: RouteSubject) -> RouteDecision {
        var decision = RouteDecision()
        root.decide(subject, at: "route", inheriting: [], into: &decision)
        return decision
    }

    package func decide(_ event: Event) -> RouteDecision {
        decide(RouteSubject(event))
    }
}

/// Where an event goes and by which routes it got there.
package struct RouteDecision: Sendable, Equatable {
    /// Names of sinks, in the order of the tree, each once.
    package var sinks: [String] = []
    /// The routes that matched, depth first, as they are addressed in the configuration: `route.routes[0].routes[2]`.
    package var path: [String] = []

    package init(sinks: [String] = [], path: [String] = []) {
        self.sinks = sinks
        self.path = path
    }

    fileprivate mutating func add(_ names: [String], for subject: RouteSubject) {
        for name in names where name != subject.concernedSink && !sinks.contains(name) { sinks.append(name) }
    }
}

extension Route {
    fileprivate var fields: Set<RouteField> {
        routes.reduce(into: Set(matcher.conditions.keys)) { $0.formUnion($1.fields) }
    }

    /// This route has matched: its children take the event, or else it keeps it.
    fileprivate func decide(
        _ subject: RouteSubject, at place: String, inheriting inherited: [String], into decision: inout RouteDecision
    ) {
        decision.path.append(place)
        let own = sinks ?? inherited
        let takers = takers(of: subject)
        if takers.isEmpty { decision.add(own, for: subject) }
        for child in takers {
            routes[child].decide(subject, at: "\(place).routes[\(child)]", inheriting: own, into: &decision)
        }
    }

    /// The first child that matches, and as long as they let it pass, the ones after it.
    private func takers(of subject: RouteSubject) -> [Int] {
        let matching = routes.indices.filter { routes[$0].matcher.matches(subject) }
        let last = matching.firstIndex { !routes[$0].continues } ?? matching.endIndex - 1
        return Array(matching.prefix(last + 1))
    }
}
