import BridgeCore
import Testing

@Suite struct RouterTests {
    private let tree = Route(
        sinks: ["siem"],
        routes: [
            Route(matching: .init([.severity: [.text("high")]]), sinks: ["slack", "ding"], continues: true),
            Route(
                matching: .init([.kind: [.text("acl_check")]]), sinks: ["net"],
                routes: [
                    Route(matching: .init([.to: [.text("Processed")]])),
                    Route(matching: .init([.category: [.text("NAT")]]), sinks: ["nat", "net", "nat"]),
                    Route(matching: .init([.category: [.text("mute")]]), sinks: []),
                ]),
            Route(matching: .init([.severity: [.text("low")]]), continues: true),
            Route(matching: .init([.severity: [.text("low")]]), sinks: ["slack", "siem"]),
        ])

    @Test(arguments: [
        // What nothing takes stays at the root.
        ([RouteField.severity: "medium"], ["siem"], ["route"]),
        // `continue` that nobody takes up does not fall back to the parent.
        ([.severity: "high"], ["slack", "ding"], ["route", "route.routes[0]"]),
        // `continue` goes on to the next sibling that matches.
        (
            [.severity: "high", .kind: "acl_check"], ["slack", "ding", "net"],
            ["route", "route.routes[0]", "route.routes[1]"]
        ),
        // A child without sinks inherits; the first match wins, so the child after it is not asked.
        (
            [.kind: "acl_check", .to: "Processed", .category: "NAT"], ["net"],
            ["route", "route.routes[1]", "route.routes[1].routes[0]"]
        ),
        // No sink comes twice.
        (
            [.kind: "acl_check", .category: "NAT"], ["nat", "net"],
            ["route", "route.routes[1]", "route.routes[1].routes[1]"]
        ),
        // An empty list of sinks drops.
        ([.kind: "acl_check", .category: "mute"], [], ["route", "route.routes[1]", "route.routes[1].routes[2]"]),
        // A node none of whose children matches keeps the event.
        ([.kind: "acl_check", .category: "VPC"], ["net"], ["route", "route.routes[1]"]),
        // An inherited sink and the same one named later are one.
        ([.severity: "low"], ["siem", "slack"], ["route", "route.routes[2]", "route.routes[3]"]),
    ]) func eventTakesTheWayOfTheTree(fields: [RouteField: String], sinks: [String], path: [String]) {
        #expect(Router(root: tree).decide(RouteSubject(fields)) == RouteDecision(sinks: sinks, path: path))
    }

    @Test func inheritanceSkipsGenerations() {
        let root = Route(sinks: ["a"], routes: [Route(routes: [Route(routes: [Route()])])])
        #expect(Router(root: root).decide(RouteSubject([:])).sinks == ["a"])
    }

    @Test func rootTakesEverythingWhateverItsMatcherSays() {
        let root = Route(matching: .init([.kind: [.text("other")]]), sinks: ["a"])
        #expect(Router(root: root).decide(RouteSubject([.kind: "acl_check"])).sinks == ["a"])
    }

    @Test func troubleOfASinkIsNotToldThroughIt() {
        let root = Route(sinks: ["slack", "siem"])
        #expect(Router(root: root).decide(RouteSubject([:], concernedSink: "slack")).sinks == ["siem"])
    }
}
