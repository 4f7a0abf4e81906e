import BridgeCore

extension DoctorReport {
    /// Grows by new members and words only.
    private static let version = 1

    /// The report for programs; Docs/troubleshooting.md explains it.
    var json: JSONValue {
        .object([
            .init("version", .number("\(Self.version)")),
            .init(
                "verdict", .string(verdict.rawValue)),
            .init("counts", .object(Check.Verdict.allCases.map { .init($0.rawValue, .number("\(count($0))")) })),
            .init("sections", .array(sections.map(\.json))),
        ])
    }
}

extension DoctorReport.Section {
    fileprivate var json: JSONValue {
        .object([
            .init("kind", .string(kind.rawValue)), .init("name", .string(name)),
            .init("checks", .array(checks.map(\.json))),
        ])
    }
}

extension Check {
    fileprivate var json: JSONValue {
        let subject = subject.map { [JSONMember("subject", .string($0))] } ?? []
        let advice = advice.map { [JSONMember("advice", .string($0))] } ?? []
        let facts = facts.isEmpty ? [] : [JSONMember("facts", .object(facts))]
        return .object(
            [.init("check", .string(name.rawValue))] + subject
                + [.init("verdict", .string(verdict.rawValue)), .init("message", .string(message))] + advice + facts)
    }
}

extension JSONMember {
    static func text(_ name: String, _ text: String) -> JSONMember { JSONMember(name, .string(text)) }
    static func count(_ name: String, _ number: some BinaryInteger) -> JSONMember {
        JSONMember(name, .number(String(number)))
    }
}
