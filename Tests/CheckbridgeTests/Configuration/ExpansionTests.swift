import Testing

@testable import checkbridge

@Suite struct ExpansionTests {
    private let environment = ["NAME": "value", "EMPTY": "", "EVIL": "x}\nsinks: [] # ${NAME}", "QPS": "7"]

    @Test(arguments: [
        ("plain", "plain"), ("${NAME}", "value"), ("a${NAME}b${NAME}", "avaluebvalue"), ("$${NAME}", "${NAME}"),
        ("$$", "$"), ("$$$$", "$$"), ("$", "$"), ("a$b", "a$b"), ("${NAME:-other}", "value"),
        ("${NONE:-other}", "other"),
        ("${NONE:-}", ""), ("${EMPTY:-other}", "other"), ("${EMPTY}", ""), ("${NONE:-a:-b}", "a:-b"),
        ("${EVIL}", "x}\nsinks: [] # ${NAME}"),
    ]) func referencesAreReplacedOnce(raw: String, text: String) throws {
        #expect(try Expansion(raw, environment: environment).text == text)
    }

    @Test(arguments: [
        ("${NONE}", ExpansionError.undefined("NONE")), ("${NAME", .unclosed), ("${}", .badName), ("${A B}", .badName),
        ("${1A}", .badName), ("${NAME-x}", .badName),
    ]) func whatIsNoReferenceIsAnError(raw: String, error: ExpansionError) {
        #expect(throws: error) { try Expansion(raw, environment: environment) }
    }

    @Test func valuesOfAllKindsAreExpandedAndStayValues() throws {
        let configuration = try Sample(
            top: "state_dir: ${EVIL}", account: "{name: prod, region: cn-hangzhou, qps: \"${QPS}\"}"
        ).parse(environment: environment)
        #expect(configuration.stateDirectory == "x}\nsinks: [] # ${NAME}")
        #expect(configuration.accounts.map(\.requestsPerSecond) == [7])
    }

    @Test func keysAreNotExpanded() {
        #expect(Sample(top: "${NAME}: 1").complaints(environment: ["NAME": "baseline"]).count == 1)
    }
}
