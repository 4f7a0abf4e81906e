import BridgeCore
import Testing

@Suite struct MatcherTests {
    private let subject = RouteSubject([.severity: "high", .title: "Port 22 is open", .id: "27"])

    @Test(
        arguments: [
            ([:], true),
            ([RouteField.severity: ["high"]], true),
            ([.severity: ["High"]], false),
            ([.severity: ["medium", "high"]], true),
            ([.severity: ["medium", "low"]], false),
            ([.severity: ["high"], .id: ["28"]], false),
            ([.severity: ["high"], .id: ["27"]], true),
            ([.title: ["/Port [0-9]+ is open/"]], true),
            ([.title: ["/Port [0-9]+/"]], false),
            ([.title: ["/open/"]], false),
            ([.title: ["/(?i)port .*/"]], true),
            ([.title: ["/.*/"]], true),
            ([.state: ["/.*/"]], false),
            ([.state: ["open"]], false),
            ([.title: ["/"]], false),
        ] as [([RouteField: [String]], Bool)])
    func allFieldsMustMatchAnyOfTheirValues(conditions: [RouteField: [String]], matches: Bool) throws {
        let matcher = Matcher(try conditions.mapValues { try $0.map { try Matcher.Value($0) } })
        #expect(matcher.matches(subject) == matches)
    }

    @Test func absentMatchesOnlyWhatIsMissing() {
        #expect(Matcher([.from: [.absent]]).matches(subject))
        #expect(!Matcher([.id: [.absent]]).matches(subject))
        #expect(Matcher([.from: [.text("pass"), .absent]]).matches(subject))
    }
}
