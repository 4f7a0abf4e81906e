/// A node of the routing tree, as in Alertmanager: where the events go that match it, unless a child takes them.
package struct Route: Sendable, Equatable {
    package var matcher: Matcher
    /// Names of sinks. `nil` inherits the parent's; an empty array sends nowhere.
    package var sinks: [String]?
    /// After this route has matched, its later siblings are asked too.
    package var continues: Bool
    package var routes: [Route]

    package init(
        matching matcher: Matcher = Matcher(), sinks: [String]? = nil, continues: Bool = false, routes: [Route] = []
    ) {
        self.matcher = matcher
        self.sinks = sinks
        self.continues = continues
        self.routes = routes
    }
}

extension Route {
    /// The names of all sinks that the route or one below it names.
    package var allSinks: Set<String> {
        routes.reduce(into: Set(sinks ?? [])) { $0.formUnion($1.allSinks) }
    }
}
